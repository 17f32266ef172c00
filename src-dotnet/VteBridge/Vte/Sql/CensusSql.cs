using VteBridge.Vte.Schema;
using static VteBridge.Vte.Schema.Tables;

namespace VteBridge.Vte.Sql;

/// <summary>
/// The statements that count the rows of a table by day. They share nothing with the statements that read pages, so that they find
/// rows that those miss. The day is that of the raw time; rows whose time or key is NULL belong to no day.
/// </summary>
internal sealed class CensusSql
{
    private const string Length = "{length}";

    private readonly string _slices;

    private CensusSql(string table, string time, string id, bool isUnique, IEnumerable<string> facts)
    {
        Count = isUnique ? CountOfRows(table, time, id) : CountOfIds(table, time, id);
        var sum = $"BINARY_CHECKSUM({string.Join(", ", facts)})";
        Aggregate =
            "SELECT x.[Day] AS [Day], COUNT_BIG(*) AS [Rows], CHECKSUM_AGG(x.[Sum]) AS [Checksum], SUM(CAST(x.[Sum] AS bigint)) AS [Total]"
            + $"\nFROM (SELECT CONVERT(date, {time}) AS [Day], {sum} AS [Sum] FROM {table} WHERE {time} >= {Range.FromTime} AND {time} <= {Range.ToTime}) AS x"
            + "\nGROUP BY x.[Day] ORDER BY x.[Day]";
        _slices =
            "SELECT x.[Slice] AS [Slice], COUNT_BIG(*) AS [Rows], CHECKSUM_AGG(x.[Sum]) AS [Checksum], SUM(CAST(x.[Sum] AS bigint)) AS [Total]"
            + $"\nFROM (SELECT CONVERT(varchar({Length}), CONVERT(varchar(30), {time}, 120)) AS [Slice], {sum} AS [Sum] FROM {table} WHERE {time} >= {Range.FromTime} AND {time} <= {Range.ToTime}) AS x"
            + "\nGROUP BY x.[Slice] ORDER BY x.[Slice]";
    }

    public static CensusSql OfRuns(VteSchema schema) =>
        new(
            $"{schema.Table(IndexData)} AS i",
            SelectList.Column(schema, IndexData, "i", "Run.Timestamp"),
            SelectList.Column(schema, IndexData, "i", "Run.Id"),
            schema.IsUnique(IndexData, "Run.Id"),
            Facts(schema, IndexData, "i")
        );

    /// <summary>The time of a repair is its own, else its last action's, else the time of its run, as in <see cref="RepairSql"/>.</summary>
    public static CensusSql OfRepairs(VteSchema schema) =>
        new(
            $"{schema.Table(RepairData)} AS r",
            RepairSql.Time(
                schema,
                schema.Column(RepairData, "Repair.RunId") is null || schema.Column(IndexData, "Run.Timestamp") is null
                    ? null
                    : $"(SELECT MIN({SelectList.Column(schema, IndexData, "i", "Run.Timestamp")}) FROM {schema.Table(IndexData)} AS i"
                        + $" WHERE {SelectList.Equal(schema, (IndexData, "i", "Run.Id"), (RepairData, "r", "Repair.RunId"))})"
            ),
            SelectList.Column(schema, RepairData, "r", "Repair.Id"),
            schema.IsUnique(RepairData, "Repair.Id"),
            Facts(schema, RepairData, "r")
        );

    /// <summary>Columns: day (NULL for rows without a time), rows with a key, rows without. Parameter: fromTime.</summary>
    public string Count { get; }

    /// <summary>Columns: day, rows, and two sums over the ids and header columns of the rows. Parameters: fromTime, toTime.</summary>
    public string Aggregate { get; }

    /// <summary>
    /// As <see cref="Aggregate"/>, but for slices of that many minutes. A slice is named by the characters that the times of all its rows
    /// begin with. Parameters: fromTime, toTime.
    /// </summary>
    public string Slices(int minutes) =>
        _slices.Replace(Length, $"{Slice.LengthOf(minutes)}", StringComparison.Ordinal);

    private static string CountOfRows(string table, string time, string id) =>
        "SELECT x.[Day] AS [Day], COUNT_BIG(x.[Id]) AS [Rows], SUM(CASE WHEN x.[Id] IS NULL THEN 1 ELSE 0 END) AS [WithoutId]"
        + $"\nFROM (SELECT CONVERT(date, {time}) AS [Day], {id} AS [Id] FROM {table} WHERE {time} >= {Range.FromTime} OR {time} IS NULL) AS x"
        + "\nGROUP BY x.[Day] ORDER BY x.[Day]";

    /// <summary>
    /// Without a unique key, a site can have one id several times, even on several days. That is one run or one dead letter. It counts
    /// on its first day, because its outcome is recorded there, and under no day if one of its rows has no time. Each row without an
    /// id counts by itself.
    /// </summary>
    private static string CountOfIds(string table, string time, string id) =>
        "SELECT z.[Day] AS [Day], COUNT_BIG(z.[Id]) AS [Rows], SUM(CASE WHEN z.[Id] IS NULL THEN z.[All] ELSE 0 END) AS [WithoutId]"
        + "\nFROM (SELECT CONVERT(date, CASE WHEN x.[Timed] < x.[All] THEN NULL ELSE x.[First] END) AS [Day], x.[Id] AS [Id], x.[All] AS [All]"
        + "\n  FROM (SELECT y.[Id] AS [Id], MIN(y.[Time]) AS [First], COUNT_BIG(y.[Time]) AS [Timed], COUNT_BIG(*) AS [All]"
        + $"\n    FROM (SELECT {time} AS [Time], {id} AS [Id], CASE WHEN {id} IS NULL THEN {time} END AS [Alone] FROM {table}) AS y"
        + "\n    GROUP BY y.[Id], y.[Alone]) AS x"
        + $"\n  WHERE x.[First] >= {Range.FromTime} OR x.[Timed] < x.[All]) AS z"
        + "\nGROUP BY z.[Day] ORDER BY z.[Day]";

    private static IEnumerable<string> Facts(VteSchema schema, string table, string alias) =>
        LogicalColumns
            .All.Where(c => c.Table == table && schema.Column(table, c.Name) is { IsComparable: true })
            .Select(c => SelectList.Column(schema, table, alias, c.Name))
            .Distinct();
}
