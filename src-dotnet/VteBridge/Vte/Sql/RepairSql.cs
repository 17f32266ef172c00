using VteBridge.Vte.Schema;
using static VteBridge.Vte.Schema.Tables;

namespace VteBridge.Vte.Sql;

/// <summary>
/// The statements that read a page of repairs in the order (time, id). The time of a repair is its own, else its last action's, else
/// the time of its run. A repair without any time counts as of 1900.
/// </summary>
internal sealed class RepairSql
{
    public const string NoTime = "CAST('19000101' AS datetime)";

    private readonly VteSchema _schema;
    private readonly string _id;
    private readonly string _time;

    /// <param name="failedCodes">How many result codes mean Failed; <see cref="FailedCode"/> names a parameter for each.</param>
    public RepairSql(VteSchema schema, int failedCodes)
    {
        _schema = schema;
        _id = Repair("Repair.Id");
        _time = Time(
            schema,
            schema.Column(RepairData, "Repair.RunId") is null
                ? null
                : SelectList.Column(schema, IndexData, "i", "Run.Timestamp")
        );
        Header = HeaderColumns(new SelectList(schema))
            .AddExpression("Time", _time)
            .AddExpression("Run", SelectList.Column(schema, IndexData, "i", "Run.Id"))
            .AddExpression("FailedRun", FailedRun(failedCodes));
        var hasId = schema.Column(RepairData, "Repair.Id")!.IsNullable ? $" AND {_id} IS NOT NULL" : "";
        FirstPage = Page($"{OwnTime()}{_time} >= {Range.FromTime} AND {_time} <= {Range.ToTime}{hasId}");
        NextPage = Page(
            $"{OwnTime()}{_time} >= {Range.FromTime} AND ({_time} > {Range.FromTime} OR {_id} > {Range.FromId}) AND {_time} <= {Range.ToTime}{hasId}"
        );
        Chosen = Select("", IdList.Condition(_id));
        var table = $"{schema.Table(RepairData)} AS r";
        if (KeylessSql.Condition(schema, (RepairData, "r", "Repair.Id")) is { } keyless)
        {
            var time = Time(schema, null);
            var columns = HeaderColumns(new SelectList(schema, KeylessColumn))
                .AddExpression("Time", time)
                .AddExpression("Run", "NULL")
                .AddExpression("FailedRun", "NULL");
            Keyless = new KeylessSql($"{columns}", table, keyless, time == NoTime ? _id : time);
        }
        TimeOf = $"SELECT {_time} FROM {table}{RunJoin()}\nWHERE {_id} = {Range.FromId}";
        if (schema.Has(RepairActions))
            Actions = ActionsOf();
        if (
            schema.Has(RepairSyndromes)
            && schema.Column(RepairSyndromeCauses, "SyndromeCause.FailureCode") is not null
            && schema.Column(RepairData, "Repair.FailureCode") is not null
        )
            Syndromes = SyndromesOf();
    }

    public SelectList Header { get; }

    /// <summary>Parameters: take, fromTime, toTime, the failed codes.</summary>
    public string FirstPage { get; }

    /// <summary>Parameters: take, fromTime, fromId, toTime, the failed codes.</summary>
    public string NextPage { get; }

    /// <summary>The headers of the repairs with these ids. Parameters: the ids, the failed codes.</summary>
    public string Chosen { get; }

    /// <summary>The rows that no page can contain; null if the server allows no NULL in the key. No parameters.</summary>
    public KeylessSql? Keyless { get; }

    /// <summary>The time of one repair. Parameter: fromId.</summary>
    public string TimeOf { get; }

    /// <summary>Columns: repair id, code, description, component, part number, comment, time. Parameters: the ids.</summary>
    public string? Actions { get; }

    /// <summary>Columns: failure code, syndrome id, test name, description, component of the cause, count. Parameters: the ids.</summary>
    public string? Syndromes { get; }

    public static string FailedCode(int place) => $"@failed{place}";

    private static SelectList HeaderColumns(SelectList list) =>
        list.Add(
                RepairData,
                "r",
                "Repair.Id",
                "Repair.RunId",
                "Repair.UutId",
                "Repair.Timestamp",
                "Repair.UserName",
                "Repair.FailureCode",
                "Repair.StepNumber",
                "Repair.Comment"
            )
            .Add(RepairFailureCodes, "f", "FailureCode.Description", "FailureCode.Category")
            .Add(UutData, "u", "Uut.Serial");

    /// <summary>A column without joins, so that each row comes once even if its unit or run has several rows.</summary>
    private string KeylessColumn(string table, string alias, string logical) =>
        table == RepairData ? Repair(logical)
        : table == UutData
            ? KeylessSql.First(_schema, (table, alias, logical), "Uut.Id", (RepairData, "r", "Repair.UutId"))
        : "NULL";

    private string Repair(string logical) => SelectList.Column(_schema, RepairData, "r", logical);

    private string Page(string where) => Select($"TOP ({RunSql.Take})", where);

    private string Select(string top, string where) =>
        $"SELECT {top}\n  {Header}\nFROM {JoinedTables()}\nWHERE {where}\nORDER BY {Order}";

    private string JoinedTables() =>
        $"{_schema.Table(RepairData)} AS r"
        + Join(RepairFailureCodes, "f", "FailureCode.Code", "Repair.FailureCode")
        + Join(UutData, "u", "Uut.Id", "Repair.UutId")
        + RunJoin();

    private string RunJoin() => Join(IndexData, "i", "Run.Id", "Repair.RunId");

    private string Join(string table, string alias, string key, string reference) =>
        SelectList.LeftJoin(_schema, (table, alias, key), (RepairData, "r", reference));

    /// <summary>SQL Server refuses to order by a constant, so the time is left out if the site has no time column.</summary>
    private string Order => _time == NoTime ? _id : $"{_time}, {_id}";

    /// <summary>The expression for the time of RepairData AS r.</summary>
    /// <param name="runTime">The expression for the time of its run; null if repairs name no run.</param>
    public static string Time(VteSchema schema, string? runTime)
    {
        var times = new List<string>();
        if (schema.Column(RepairData, "Repair.Timestamp") is not null)
            times.Add(SelectList.Column(schema, RepairData, "r", "Repair.Timestamp"));
        if (schema.Column(RepairActions, "RepairAction.Timestamp") is not null)
            times.Add(
                $"(SELECT MAX({SelectList.Column(schema, RepairActions, "m", "RepairAction.Timestamp")}) FROM {schema.Table(RepairActions)} AS m"
                    + $" WHERE {SelectList.Equal(schema, (RepairActions, "m", "RepairAction.RepairId"), (RepairData, "r", "Repair.Id"))})"
            );
        if (runTime is not null)
            times.Add(runTime);
        return times.Count == 0 ? NoTime : $"COALESCE({string.Join(", ", times.Append(NoTime))})";
    }

    /// <summary>
    /// Repeats the range as a condition on the repair's own time, because only that column can have an index. Empty if one of the times
    /// is a datetime2: it has more digits than a datetime, and a row at the edge would be lost.
    /// </summary>
    private string OwnTime()
    {
        TableColumn?[] times =
        [
            _schema.Column(RepairData, "Repair.Timestamp"),
            _schema.Column(RepairActions, "RepairAction.Timestamp"),
            _schema.Column(IndexData, "Run.Timestamp"),
        ];
        if (times[0] is null || times.Any(c => c is { Type: "datetime2" }))
            return "";
        var own = Repair("Repair.Timestamp");
        return $"({own} >= {Range.FromTime} AND {own} <= {Range.ToTime} OR {own} IS NULL) AND ";
    }

    /// <summary>
    /// For a repair that names no run: the newest failed run of the unit's serial before the repair. Only done for those, because the
    /// server reads all earlier runs if the serial has no failed one.
    /// </summary>
    private string FailedRun(int failedCodes)
    {
        if (
            failedCodes == 0
            || _schema.Column(RepairData, "Repair.UutId") is null
            || _schema.Column(UutData, "Uut.Serial") is not { IsComparable: true }
            || _schema.Column(IndexData, "Run.Result") is not { IsComparable: true }
            || _schema.Column(IndexData, "Run.UutId") is null
        )
            return "NULL";
        string Run(string logical) => SelectList.Column(_schema, IndexData, "x", logical);
        string Unit(string logical) => SelectList.Column(_schema, UutData, "y", logical);
        var codes = string.Join(", ", Enumerable.Range(0, failedCodes).Select(FailedCode));
        return $"CASE WHEN {SelectList.Column(_schema, IndexData, "i", "Run.Id")} IS NULL THEN (SELECT TOP (1) {Run("Run.Id")} FROM {_schema.Table(IndexData)} AS x INNER JOIN {_schema.Table(UutData)} AS y ON {SelectList.Equal(_schema, (UutData, "y", "Uut.Id"), (IndexData, "x", "Run.UutId"))}"
            + $" WHERE {Unit("Uut.Serial")} = {SelectList.Column(_schema, UutData, "u", "Uut.Serial")} AND {Run("Run.Timestamp")} <= {_time} AND {Run("Run.Result")} IN ({codes})"
            + $" ORDER BY {Run("Run.Timestamp")} DESC, {Run("Run.Id")} DESC) END";
    }

    /// <summary>Joins by the repair's own key, in whatever type and form RepairActions has it.</summary>
    private string ActionsOf()
    {
        string Action(string logical) => SelectList.Column(_schema, RepairActions, "a", logical);
        var repairs = $"{_schema.Table(RepairData)} AS r";
        var chosen = $"\nWHERE {IdList.Condition(_id)}";
        if (!_schema.IsUnique(RepairData, "Repair.Id"))
            (repairs, chosen) = ($"(SELECT DISTINCT {_id} FROM {repairs}{chosen}) AS r", "");
        var join =
            _schema.Has(RepairActionCodes) && _schema.Column(RepairActions, "RepairAction.ActionCode") is not null
                ? $"\nLEFT JOIN {_schema.Table(RepairActionCodes)} AS c ON {SelectList.Equal(_schema, (RepairActionCodes, "c", "ActionCode.Code"), (RepairActions, "a", "RepairAction.ActionCode"))}"
                : "";
        var order = SelectList.ThenBy(
            _schema,
            RepairActions,
            "a",
            "RepairAction.Row",
            "RepairAction.Timestamp",
            "RepairAction.ActionCode",
            "RepairAction.Component"
        );
        return $"SELECT {_id}, {Action("RepairAction.ActionCode")}, {(join == "" ? "NULL" : SelectList.Column(_schema, RepairActionCodes, "c", "ActionCode.Description"))},"
            + $" {Action("RepairAction.Component")}, {Action("RepairAction.PartNumber")}, {Action("RepairAction.Comment")}, {Action("RepairAction.Timestamp")}"
            + $"\nFROM {repairs}"
            + $"\nINNER JOIN {_schema.Table(RepairActions)} AS a ON {SelectList.Equal(_schema, (RepairActions, "a", "RepairAction.RepairId"), (RepairData, "r", "Repair.Id"))}"
            + $"{join}{chosen}\nORDER BY {_id}{order}";
    }

    private string SyndromesOf()
    {
        string Syndrome(string logical) => SelectList.Column(_schema, RepairSyndromes, "s", logical);
        string Cause(string logical) => SelectList.Column(_schema, RepairSyndromeCauses, "c", logical);
        var order = SelectList.ThenBy(
            _schema,
            RepairSyndromeCauses,
            "c",
            "SyndromeCause.FailureCode",
            "SyndromeCause.SyndromeId",
            "SyndromeCause.Component",
            "SyndromeCause.Count"
        );
        return $"SELECT {Cause("SyndromeCause.FailureCode")}, {Syndrome("Syndrome.Id")}, {Syndrome("Syndrome.TestName")}, {Syndrome("Syndrome.Description")}, {Cause("SyndromeCause.Component")}, {Cause("SyndromeCause.Count")}"
            + $"\nFROM {_schema.Table(RepairSyndromes)} AS s\nINNER JOIN {_schema.Table(RepairSyndromeCauses)} AS c ON {SelectList.Equal(_schema, (RepairSyndromeCauses, "c", "SyndromeCause.SyndromeId"), (RepairSyndromes, "s", "Syndrome.Id"))}"
            + $"\nWHERE EXISTS (SELECT {_id} FROM {_schema.Table(RepairData)} AS r"
            + $" WHERE {SelectList.Equal(_schema, (RepairData, "r", "Repair.FailureCode"), (RepairSyndromeCauses, "c", "SyndromeCause.FailureCode"))} AND {IdList.Condition(_id)})"
            + $"\nORDER BY {order[2..]}";
    }
}
