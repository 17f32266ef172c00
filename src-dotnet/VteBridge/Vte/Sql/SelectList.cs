using VteBridge.Vte.Schema;

namespace VteBridge.Vte.Sql;

/// <summary>The columns of a SELECT under their logical names; an absent one is selected as NULL, so that positions never shift.</summary>
internal sealed class SelectList(VteSchema schema)
{
    private readonly List<string> _items = [];
    private readonly Dictionary<string, int> _ordinals = [];

    public IReadOnlyDictionary<string, int> Ordinals => _ordinals;

    public SelectList Add(string table, string alias, params string[] logicals)
    {
        foreach (var logical in logicals)
            AddExpression(logical, Column(schema, table, alias, logical));
        return this;
    }

    public SelectList AddExpression(string name, string expression)
    {
        _ordinals.Add(name, _items.Count);
        _items.Add($"{expression} AS {VteSchema.Quote(name)}");
        return this;
    }

    public override string ToString() => string.Join(",\n  ", _items);

    /// <summary>`[alias].[column]`, or NULL where the site has no such column.</summary>
    public static string Column(VteSchema schema, string table, string alias, string logical) =>
        schema.Column(table, logical) is { } column ? $"{alias}.{VteSchema.Quote(column.Name)}" : "NULL";
}
