namespace VteBridge.Simulator.Vte.Sql;

internal sealed record TableDefinition(string Schema, string Name, IReadOnlyList<ColumnDefinition> Columns)
{
    private readonly Dictionary<string, int> _ordinals = Columns
        .Select((column, ordinal) => (column.Name, ordinal))
        .ToDictionary(pair => pair.Name, pair => pair.ordinal, StringComparer.OrdinalIgnoreCase);

    /// <summary>The quoted name of the table inside SQLite.</summary>
    public string Sqlite { get; } = SqliteName.Quote($"{Schema}.{Name}");

    public ColumnDefinition? Find(string column) =>
        _ordinals.TryGetValue(column, out var ordinal) ? Columns[ordinal] : null;

    /// <exception cref="ArgumentException">Names the table and the columns it does have.</exception>
    public ColumnDefinition this[string column] =>
        Find(column)
        ?? throw new ArgumentException(
            $"Table {Name} has no column '{column}'. It has: {string.Join(", ", Columns.Select(c => c.Name))}."
        );
}
