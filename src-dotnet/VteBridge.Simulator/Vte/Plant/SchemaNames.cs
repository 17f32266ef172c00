namespace VteBridge.Simulator.Vte.Plant;

/// <summary>The names of one schema for the tables and columns of 9.31.</summary>
/// <param name="Columns">"Table.Column" → the name there, or null where the schema has no such column. "*.Column" holds for every table that says nothing of its own.</param>
/// <param name="Time">What a column (by its name there) keeps of a time.</param>
internal sealed record SchemaNames(
    IReadOnlySet<string> AbsentTables,
    IReadOnlyDictionary<string, string?> Columns,
    Func<string, DateTime, DateTime> Time
)
{
    internal static readonly SchemaNames Vte931 = new(
        new HashSet<string>(),
        new Dictionary<string, string?> { ["IndexData.Serial"] = null },
        (_, time) => SqlTime.ToDateTime(time)
    );

    /// <summary>The column's name in this schema; null when it has none.</summary>
    internal string? Column(string table, string column) =>
        Columns.TryGetValue($"{table}.{column}", out var own) ? own
        : Columns.TryGetValue($"*.{column}", out var common) ? common
        : column;
}
