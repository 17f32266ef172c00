using VteBridge.Vte.Schema;

namespace VteBridge.Vte.Sql;

/// <summary>The statements that find the rows whose key or time is NULL, which no page can contain.</summary>
internal sealed class KeylessSql(string columns, string from, string condition, string order)
{
    /// <summary>The most rows that are read; all of them are counted.</summary>
    public const int Most = 1000;

    public string Rows { get; } = $"SELECT TOP ({Most})\n  {columns}\nFROM {from}\nWHERE {condition}\nORDER BY {order}";

    public string Count { get; } = $"SELECT COUNT_BIG(*) FROM {from}\nWHERE {condition}";

    /// <summary>The condition that one of the columns is NULL; null if the server allows NULL in none of them.</summary>
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

    /// <summary>
    /// The first value, in the server's order, among the rows that a reference leads to; NULL if the site has no such column. A join would
    /// return a row once for each copy of its master data, and these could not be told from several rows.
    /// </summary>
    public static string First(
        VteSchema schema,
        (string Table, string Alias, string Logical) value,
        string key,
        (string Table, string Alias, string Logical) reference
    ) =>
        schema.Column(value.Table, value.Logical) is { IsComparable: true }
        && schema.Column(reference.Table, reference.Logical) is not null
            ? $"(SELECT MIN({SelectList.Column(schema, value.Table, value.Alias, value.Logical)}) FROM {schema.Table(value.Table)} AS {value.Alias}"
                + $" WHERE {SelectList.Equal(schema, (value.Table, value.Alias, key), reference)})"
            : "NULL";
}
