namespace VteBridge.Simulator.Vte.Sql;

/// <summary>What stands in a FROM clause under a name.</summary>
/// <param name="Alias">The name as T-SQL sees it; empty for none.</param>
internal sealed record Source(string Alias, IReadOnlyList<SourceColumn> Columns)
{
    public SourceColumn? Find(string name)
    {
        foreach (var column in Columns)
            if (column.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                return column;
        return null;
    }
}
