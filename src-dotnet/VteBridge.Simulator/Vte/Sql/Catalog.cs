using System.Collections.Concurrent;

namespace VteBridge.Simulator.Vte.Sql;

/// <summary>The tables by schema and name, case-insensitive; dbo is the default schema.</summary>
internal sealed class Catalog
{
    public const string DefaultSchema = "dbo";

    private readonly ConcurrentDictionary<string, TableDefinition> _tables = new(StringComparer.OrdinalIgnoreCase);

    public IEnumerable<TableDefinition> Tables => _tables.Values;

    public void Add(TableDefinition table)
    {
        if (!_tables.TryAdd($"{table.Schema}.{table.Name}", table))
            throw new SqlFault(2714, $"There is already an object named '{table.Name}' in the database.", 16, 6);
    }

    public void Remove(TableDefinition table) => _tables.TryRemove($"{table.Schema}.{table.Name}", out _);

    public TableDefinition? Find(string? schema, string name) =>
        _tables.GetValueOrDefault($"{schema ?? DefaultSchema}.{name}");

    /// <summary>A table by its bare name, wherever it is, for those who add rows to a schema they do not know.</summary>
    /// <exception cref="ArgumentException">Names the tables there are.</exception>
    public TableDefinition this[string name] =>
        Find(DefaultSchema, name)
        ?? Tables.FirstOrDefault(table => table.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException(
            $"There is no table '{name}'. There are: {string.Join(", ", Tables.Select(t => t.Name).Order(StringComparer.Ordinal))}."
        );
}
