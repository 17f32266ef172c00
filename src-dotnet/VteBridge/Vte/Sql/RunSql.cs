using VteBridge.Vte.Schema;
using static VteBridge.Vte.Schema.Tables;

namespace VteBridge.Vte.Sql;

/// <summary>The statements that read a page of runs, built once from the resolved schema.</summary>
internal sealed class RunSql
{
    public const string Take = "@take";

    /// <summary>The master data of a run: table, alias, key, and the column of IndexData that refers to it.</summary>
    private static readonly (string Table, string Alias, string Key, string Reference)[] Masters =
    [
        (UutData, "u", "Uut.Id", "Run.UutId"),
        (Products, "p", "Product.Id", "Run.ProductId"),
        (Testplans, "t", "Testplan.Id", "Run.TestplanId"),
        (TestplanRevisions, "v", "TestplanRevision.Id", "Run.TestplanRevisionId"),
        (TestSystems, "s", "Testsystem.Id", "Run.TestsystemId"),
        (Users, "o", "User.Id", "Run.UserId"),
    ];

    public RunSql(VteSchema schema)
    {
        var range = new Range(schema);
        Header = HeaderColumns(schema);
        var from = HeaderTables(schema);
        FirstPage = Page(range.FromInclusive);
        NextPage = Page(range.After);
        var chosen = IdList.Condition(SelectList.Column(schema, IndexData, "i", "Run.Id"));
        Chosen = $"SELECT\n  {Header}\nFROM {from}\nWHERE {chosen}\nORDER BY {range.Order}";
        DuplicatesInPage =
            $"SELECT {SelectList.Column(schema, IndexData, "d", "Run.Id")}, COUNT_BIG(*) FROM {schema.Table(IndexData)} AS d"
            + $"\nWHERE {SelectList.Column(schema, IndexData, "d", "Run.Id")} IN (SELECT {Column("Run.Id")} FROM {schema.Table(IndexData)} AS i WHERE {range.Between})"
            + $"\nGROUP BY {SelectList.Column(schema, IndexData, "d", "Run.Id")} HAVING COUNT_BIG(*) > 1";
        if (KeylessSql.Condition(schema, (IndexData, "i", "Run.Id"), (IndexData, "i", "Run.Timestamp")) is { } keyless)
            Keyless = new KeylessSql(
                $"{KeylessColumns(schema)}",
                $"{schema.Table(IndexData)} AS i",
                keyless,
                range.Order
            );
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

        Retests = RetestSql.Of(schema);

        string Page(string where) =>
            $"SELECT TOP ({Take})\n  {Header}\nFROM {from}\nWHERE {where}\nORDER BY {range.Order}";
        string Column(string logical) => SelectList.Column(schema, IndexData, "i", logical);
    }

    public SelectList Header { get; }

    /// <summary>Parameters: take, fromTime, toTime.</summary>
    public string FirstPage { get; }

    /// <summary>Parameters: take, fromTime, fromId, toTime.</summary>
    public string NextPage { get; }

    /// <summary>The headers of the runs with these ids. Parameters: the ids.</summary>
    public string Chosen { get; }

    public RunStatements OfPage { get; }
    public RunStatements OfChosen { get; }

    /// <summary>Ids that several rows have, and how many, among the runs of a range. Parameters: fromTime, fromId, toTime, toId.</summary>
    public string DuplicatesInPage { get; }

    /// <summary>The rows that no page can contain; null if the server allows no NULL in key and time. No parameters.</summary>
    public KeylessSql? Keyless { get; }

    /// <summary>The raw time of one run. Parameter: fromId.</summary>
    public string TimestampOf { get; }

    /// <summary>How many runs are later than a time, and the time of the first of them. Parameter: fromTime.</summary>
    public string After { get; }

    /// <summary>The number of runs, and the oldest and newest time. No parameters.</summary>
    public string Extent { get; }

    /// <summary>The earliest time among the newest runs (as many as take) up to a time. Parameters: take, toTime.</summary>
    public string Newest { get; }

    /// <summary>See <see cref="RetestSql"/>. Parameters: many, fromTime.</summary>
    public string Retests { get; }

    public static SelectList HeaderColumns(VteSchema schema) => HeaderColumns(new SelectList(schema));

    /// <summary>
    /// Columns without joins, so that each row comes once even if its master data has several rows. Of the master data only what names a
    /// run is selected.
    /// </summary>
    private static SelectList KeylessColumns(VteSchema schema)
    {
        return HeaderColumns(new SelectList(schema, Column));

        string Column(string table, string alias, string logical)
        {
            if (table == IndexData)
                return SelectList.Column(schema, table, alias, logical);
            var master = Masters.Single(m => m.Table == table);
            return logical == master.Key ? SelectList.Column(schema, IndexData, "i", master.Reference)
                : logical is "Uut.Serial" or "Testplan.Name" or "Testsystem.Name"
                    ? KeylessSql.First(schema, (table, alias, logical), master.Key, (IndexData, "i", master.Reference))
                : "NULL";
        }
    }

    private static SelectList HeaderColumns(SelectList list) =>
        list.Add(IndexData, "i", [.. LogicalColumns.All.Where(c => c.Table == IndexData).Select(c => c.Name)])
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

    /// <summary>IndexData AS i, with the master data that its GUIDs lead to. LEFT JOINs, because master data can be deleted.</summary>
    public static string HeaderTables(VteSchema schema) =>
        $"{schema.Table(IndexData)} AS i"
        + string.Concat(
            Masters.Select(m => SelectList.LeftJoin(schema, (m.Table, m.Alias, m.Key), (IndexData, "i", m.Reference)))
        );
}
