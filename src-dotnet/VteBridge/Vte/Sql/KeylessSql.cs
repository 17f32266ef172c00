using VteBridge.Vte.Schema;

namespace VteBridge.Vte.Sql;

/// <summary>The statements that find the rows whose key or time is NULL: no page meets them.</summary>
internal sealed class KeylessSql(string columns, string from, string condition, string order)
{
    /// <summary>How many are read; all are counted.</summary>
    public const int Most = 1000;

    public string Rows { get; } = $"SELECT TOP ({Most})\n  {columns}\nFROM {from}\nWHERE {condition}\nORDER BY {order}";

    public string Count { get; } = $"SELECT COUNT_BIG(*) FROM {from}\nWHERE {condition}";

    public IEnumerable<string> Texts => [Rows, Count];

    /// <summary>That one of the columns is NULL; null where the server allows that for none of them.</summary>
    public static string? Condition(VteSchema schema, params (string Table, string Alias, string Logical)[] columns)
    {
        var nullable = columns.Where(c => schema.Column(c.Table, c.Logical)!.IsNullable).ToList();
        return nullable.Count == 0
            ? null
            : string.Join(
                " OR ",
                nullable.Select(c => $"{SelectList.Column(schema, c.Table, c.Alias, c.Logical)} IS NULL")
            );
    }
}
