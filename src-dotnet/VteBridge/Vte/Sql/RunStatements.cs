using VteBridge.Vte.Schema;
using static VteBridge.Vte.Schema.Tables;

namespace VteBridge.Vte.Sql;

/// <summary>The statements that read what belongs to a selection of runs.</summary>
/// <param name="Steps">One statement for each TestData table of the site.</param>
internal sealed record RunStatements(IReadOnlyList<StepSql> Steps, UnitSql Units)
{
    public static RunStatements Of(VteSchema schema, string where) =>
        new(
            [.. Tables.TestData.Where(schema.Has).Select(t => new StepSql(schema, t, where))],
            new UnitSql(schema, where)
        );
}

/// <summary>The statement that reads the rows of one TestData table for some runs, in the order of the runs.</summary>
internal sealed class StepSql
{
    /// <param name="where">Selects the runs: a condition on IndexData AS i.</param>
    public StepSql(VteSchema schema, string table, string where)
    {
        Table = table;
        HasRow = schema.Column(table, "Step.Row") is not null;
        var range = new Range(schema);
        // The result comes last, because it can be long.
        var list = new SelectList(schema).Add(
            table,
            "d",
            "Step.RunId",
            "Step.Number",
            "Step.Name",
            "Step.Description",
            "Step.TestNumber",
            "Step.Units",
            "Step.ResultType",
            "Step.LowLimit",
            "Step.HighLimit",
            "Step.Result"
        );
        var (runs, condition) = range.Runs(where, "Run.Timestamp", "Run.Id");
        Text =
            $"SELECT\n  {list}\nFROM {runs}"
            + $"\nINNER JOIN {schema.Table(table)} AS d ON {SelectList.Equal(schema, (table, "d", "Step.RunId"), (IndexData, "i", "Run.Id"))}"
            + $"{condition}\nORDER BY {range.Order}{SelectList.ThenBy(schema, table, "d", "Step.Number", "Step.Row")}";
    }

    public string Table { get; }

    /// <summary>Whether the table has a column that gives the order of its rows.</summary>
    public bool HasRow { get; }

    /// <summary>The statement. Its parameters are those of the condition.</summary>
    public string Text { get; }
}

/// <summary>
/// The statements that read what belongs to the units and test systems of some runs; null if the site does not have the tables. The
/// first column of each is the id of the unit or test system.
/// </summary>
internal sealed class UnitSql
{
    /// <param name="where">Selects the runs: a condition on IndexData AS i.</param>
    public UnitSql(VteSchema schema, string where)
    {
        if (schema.Column(IndexData, "Run.UutId") is { IsComparable: true })
        {
            // Each unit comes once, however many of the runs tested it.
            var (units, _) = new Range(schema).Runs(where, "Run.UutId");
            var unit = SelectList.Column(schema, IndexData, "i", "Run.UutId");
            if (schema.Has(UutHistory))
                History =
                    $"SELECT {unit}, {Column(UutHistory, "h", "UutHistory.Timestamp")}, {Column(UutHistory, "h", "UutHistory.Event")}, {Column(UutHistory, "h", "UutHistory.OldSerial")}"
                    + $"\nFROM {units}"
                    + $"\nINNER JOIN {schema.Table(UutHistory)} AS h ON {SelectList.Equal(schema, (UutHistory, "h", "UutHistory.UutId"), (IndexData, "i", "Run.UutId"))}"
                    + $"\nORDER BY {unit}{Then(UutHistory, "h", "UutHistory.Timestamp", "UutHistory.OldSerial", "UutHistory.Event")}";
            if (schema.Has(AssemblyData))
                Parts =
                    $"SELECT {unit}, NULL, {Part("a")}\nFROM {units}"
                    + $"\nINNER JOIN {schema.Table(AssemblyData)} AS a ON {SelectList.Equal(schema, (AssemblyData, "a", "Assembly.UutId"), (IndexData, "i", "Run.UutId"))}"
                    + $"\nORDER BY {unit}{PartOrder("a")}";
            if (
                schema.Column(UutData, "Uut.Serial") is not null
                && schema.Column(AssemblyData, "Assembly.Serial") is not null
            )
                PartsOfParts =
                    $"SELECT {unit}, {Column(AssemblyData, "a", "Assembly.Serial")}, {Part("b")}\nFROM {units}"
                    + $"\nINNER JOIN {schema.Table(AssemblyData)} AS a ON {SelectList.Equal(schema, (AssemblyData, "a", "Assembly.UutId"), (IndexData, "i", "Run.UutId"))}"
                    + $"\nINNER JOIN {schema.Table(UutData)} AS u ON {SelectList.Equal(schema, (UutData, "u", "Uut.Serial"), (AssemblyData, "a", "Assembly.Serial"))}"
                    + $"\nINNER JOIN {schema.Table(AssemblyData)} AS b ON {SelectList.Equal(schema, (AssemblyData, "b", "Assembly.UutId"), (UutData, "u", "Uut.Id"))}"
                    + $"\nWHERE NOT ({SelectList.Equal(schema, (UutData, "u", "Uut.Id"), (IndexData, "i", "Run.UutId"))})"
                    + $"\nORDER BY {unit}{PartOrder("a")}{PartOrder("b")}";
        }

        if (schema.Has(TestsystemComponents) && schema.Column(IndexData, "Run.TestsystemId") is not null)
            Components =
                $"SELECT {Column(TestsystemComponents, "c", "Component.TestsystemId")}, {Column(TestsystemComponents, "c", "Component.Name")}, {Column(TestsystemComponents, "c", "Component.Type")}, "
                + $"{Column(TestsystemComponents, "c", "Component.Serial")}, {Column(TestsystemComponents, "c", "Component.CalibrationDate")}, {Column(TestsystemComponents, "c", "Component.CalibrationInterval")}"
                + $"\nFROM {schema.Table(TestsystemComponents)} AS c"
                + $"\nWHERE {Column(TestsystemComponents, "c", "Component.TestsystemId")} IN (SELECT {SelectList.Column(schema, IndexData, "i", "Run.TestsystemId")} FROM {schema.Table(IndexData)} AS i WHERE {where})"
                + $"\nORDER BY {Column(TestsystemComponents, "c", "Component.TestsystemId")}{Then(TestsystemComponents, "c", "Component.Name", "Component.Serial")}";

        string Column(string table, string alias, string logical) => SelectList.Column(schema, table, alias, logical);
        string Then(string table, string alias, params string[] logicals) =>
            SelectList.ThenBy(schema, table, alias, logicals);
        string Part(string alias) =>
            string.Join(
                ", ",
                new[] { "Assembly.PartType", "Assembly.PartNumber", "Assembly.Serial", "Assembly.Revision" }.Select(l =>
                    Column(AssemblyData, alias, l)
                )
            );
        string PartOrder(string alias) =>
            schema.Column(AssemblyData, "Assembly.Row") is not null
                ? Then(AssemblyData, alias, "Assembly.Row")
                : Then(AssemblyData, alias, "Assembly.PartType", "Assembly.PartNumber", "Assembly.Serial");
    }

    /// <summary>Columns: unit id, time, event, old serial.</summary>
    public string? History { get; }

    /// <summary>Columns: unit id, NULL, part type, part number, serial, revision.</summary>
    public string? Parts { get; }

    /// <summary>Columns: unit id, serial of the part that is itself a UUT, then as <see cref="Parts"/> from part type on.</summary>
    public string? PartsOfParts { get; }

    /// <summary>Columns: test system id, name, type, serial, calibration date, interval.</summary>
    public string? Components { get; }
}
