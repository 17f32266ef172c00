using VteBridge.Vte.Schema;
using static VteBridge.Vte.Schema.Tables;

namespace VteBridge.Vte.Sql;

/// <summary>The statements that read a page of runs; built once from the resolved schema.</summary>
internal sealed class RunSql
{
    public const string Take = "@take";
    public const string Many = "@many";

    public RunSql(VteSchema schema)
    {
        var range = new Range(schema);
        Header = HeaderColumns(schema);
        var from = HeaderTables(schema);
        FirstPage = Page(range.FromInclusive);
        NextPage = Page(range.After);
        var chosen = IdList.Condition(SelectList.Column(schema, IndexData, "i", "Run.Id"));
        Chosen = $"SELECT\n  {Header}\nFROM {from}\nWHERE {chosen}\nORDER BY {range.Order}";
        DuplicatesInPage = DuplicatesOf(range.Between);
        DuplicatesOfChosen = DuplicatesOf(chosen);
        if (KeylessSql.Condition(schema, (IndexData, "i", "Run.Id"), (IndexData, "i", "Run.Timestamp")) is { } keyless)
            Keyless = new KeylessSql(Header.ToString(), from, keyless, range.Order);
        OfPage = RunStatements.Of(schema, range.Between);
        OfChosen = RunStatements.Of(schema, chosen);
        TimestampOf =
            $"SELECT {Column("Run.Timestamp")} FROM {schema.Table(IndexData)} AS i WHERE {Column("Run.Id")} = {Range.FromId}";
        After =
            $"SELECT COUNT(*) AS [Count], MIN({Column("Run.Timestamp")}) AS [First] FROM {schema.Table(IndexData)} AS i"
            + $" WHERE {Column("Run.Timestamp")} > {Range.FromTime}";
        Extent =
            $"SELECT COUNT(*) AS [Count], MIN({Column("Run.Timestamp")}) AS [Oldest], MAX({Column("Run.Timestamp")}) AS [Newest] FROM {schema.Table(IndexData)} AS i";
        Newest =
            $"SELECT MIN(x.[At]) FROM (SELECT TOP ({Take}) {Column("Run.Timestamp")} AS [At] FROM {schema.Table(IndexData)} AS i"
            + $" WHERE {Column("Run.Timestamp")} <= {Range.ToTime} ORDER BY {Column("Run.Timestamp")} DESC) AS x";

        Retests = RetestsOf(schema, from: Column("Run.Timestamp") + $" >= {Range.FromTime}");

        string Page(string where) =>
            $"SELECT TOP ({Take})\n  {Header}\nFROM {from}\nWHERE {where}\nORDER BY {range.Order}";
        string Column(string logical) => SelectList.Column(schema, IndexData, "i", logical);
        string DuplicatesOf(string where) =>
            $"SELECT {SelectList.Column(schema, IndexData, "d", "Run.Id")}, COUNT_BIG(*) FROM {schema.Table(IndexData)} AS d"
            + $"\nWHERE {SelectList.Column(schema, IndexData, "d", "Run.Id")} IN (SELECT {Column("Run.Id")} FROM {schema.Table(IndexData)} AS i WHERE {where})"
            + $"\nGROUP BY {SelectList.Column(schema, IndexData, "d", "Run.Id")} HAVING COUNT_BIG(*) > 1";
    }

    public SelectList Header { get; }

    /// <summary>Parameters: take, fromTime, toTime.</summary>
    public string FirstPage { get; }

    /// <summary>Parameters: take, fromTime, fromId, toTime.</summary>
    public string NextPage { get; }

    /// <summary>The runs of a list of ids.</summary>
    public string Chosen { get; }

    public RunStatements OfPage { get; }
    public RunStatements OfChosen { get; }

    public IEnumerable<string> Texts =>
        [
            FirstPage,
            NextPage,
            Chosen,
            DuplicatesInPage,
            DuplicatesOfChosen,
            TimestampOf,
            After,
            Extent,
            Newest,
            Retests,
            .. Keyless?.Texts ?? [],
            .. OfPage.Texts,
            .. OfChosen.Texts,
        ];

    /// <summary>Ids that several rows have, and how many, among the runs from one to another.</summary>
    public string DuplicatesInPage { get; }

    /// <summary>The same among the runs of a list of ids.</summary>
    public string DuplicatesOfChosen { get; }

    /// <summary>The rows that no page meets; null where the server lets no key be NULL.</summary>
    public KeylessSql? Keyless { get; }

    /// <summary>Parameter: fromId.</summary>
    public string TimestampOf { get; }

    /// <summary>How many runs lie behind a time, and the first of them. Parameter: fromTime.</summary>
    public string After { get; }

    /// <summary>How many runs there are, the oldest and the newest. No parameters.</summary>
    public string Extent { get; }

    /// <summary>The time from which on there are so many runs up to a time. Parameters: take, toTime.</summary>
    public string Newest { get; }

    /// <summary>
    /// Of the serials with many runs: one run and the number of all that are alike in what a process and a part number follow
    /// from; the thousand most frequent. Parameters: many, fromTime.
    /// </summary>
    public string Retests { get; }

    private static string RetestsOf(VteSchema schema, string from)
    {
        string?[] serials = [Serial(UutData, "u", "Uut.Serial"), Serial(IndexData, "i", "Run.Serial")];
        var serial = string.Join(
            " ELSE ",
            serials.OfType<string>().Select((text, i) => i == 0 && serials is [not null, not null] ? $"CASE WHEN {text} <> N'' THEN {text}" : text)
        );
        serial += serials is [not null, not null] ? " END" : "";
        var runs =
            $"FROM {schema.Table(IndexData)} AS i{Join(schema, UutData, "u", "Uut.Id", "Run.UutId")}\nWHERE {from} AND {serial} <> N''";
        var alike = SelectList.ThenBy(
            schema,
            IndexData,
            "i",
            "Run.TestplanId",
            "Run.TestplanName",
            "Run.TestplanVariant",
            "Run.ProductId",
            "Run.ProductName",
            "Run.Site"
        );
        return $"SELECT TOP (1000) MAX(CONVERT(varchar(50), {SelectList.Column(schema, IndexData, "i", "Run.Id")})) AS [Any], COUNT_BIG(*) AS [Tests]\n{runs}"
            + $"\n  AND {serial} IN (SELECT {serial} {runs}\n    GROUP BY {serial} HAVING COUNT_BIG(*) >= {Many})"
            + $"\nGROUP BY {serial}{alike}\nORDER BY COUNT_BIG(*) DESC";

        string? Serial(string table, string alias, string logical) =>
            schema.Column(table, logical) is null
                ? null
                : $"CAST({SelectList.Column(schema, table, alias, logical)} AS nvarchar(4000)) COLLATE DATABASE_DEFAULT";
    }

    public static SelectList HeaderColumns(VteSchema schema) =>
        new SelectList(schema)
            .Add(IndexData, "i", [.. LogicalColumns.All.Where(c => c.Table == IndexData).Select(c => c.Name)])
            .Add(UutData, "u", "Uut.Id", "Uut.Serial", "Uut.Revision", "Uut.Batch")
            .Add(
                Products,
                "p",
                "Product.Id",
                "Product.Name",
                "Product.Type",
                "Product.Version",
                "Product.PartNumber",
                "Product.Notes"
            )
            .Add(
                Testplans,
                "t",
                "Testplan.Id",
                "Testplan.Name",
                "Testplan.Variant",
                "Testplan.IsSystemTest",
                "Testplan.Notes"
            )
            .Add(
                TestplanRevisions,
                "v",
                "TestplanRevision.Id",
                "TestplanRevision.Revision",
                "TestplanRevision.FileName"
            )
            .Add(TestSystems, "s", "Testsystem.Id", "Testsystem.Name", "Testsystem.Hostname", "Testsystem.Site")
            .Add(Users, "o", "User.Name");

    /// <summary>IndexData AS i with the master data that its GUIDs lead to; LEFT JOINs, because master data can be deleted.</summary>
    public static string HeaderTables(VteSchema schema) =>
        $"{schema.Table(IndexData)} AS i"
            + Join(schema, UutData, "u", "Uut.Id", "Run.UutId")
            + Join(schema, Products, "p", "Product.Id", "Run.ProductId")
            + Join(schema, Testplans, "t", "Testplan.Id", "Run.TestplanId")
            + Join(schema, TestplanRevisions, "v", "TestplanRevision.Id", "Run.TestplanRevisionId")
            + Join(schema, TestSystems, "s", "Testsystem.Id", "Run.TestsystemId")
            + Join(schema, Users, "o", "User.Id", "Run.UserId");

    // Without the table or the GUID, the join finds nothing but keeps its columns: one shape of statement for every site.
    private static string Join(VteSchema schema, string table, string alias, string key, string reference) =>
        schema.Has(table) && schema.Column(IndexData, reference) is not null
                ? $"\nLEFT JOIN {schema.Table(table)} AS {alias} ON {SelectList.Equal(schema, (table, alias, key), (IndexData, "i", reference))}"
            : schema.Has(table) ? $"\nLEFT JOIN {schema.Table(table)} AS {alias} ON 1 = 0"
            : "";
}
