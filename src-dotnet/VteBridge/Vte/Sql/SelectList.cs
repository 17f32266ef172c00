using VteBridge.Vte.Schema;

namespace VteBridge.Vte.Sql;

/// <summary>The columns of a SELECT under their logical names. A column that the site lacks becomes NULL, so that positions never shift.</summary>
/// <param name="column">Makes the expression for a column (table, alias, logical name); null for <see cref="Column"/>.</param>
internal sealed class SelectList(VteSchema schema, Func<string, string, string, string>? column = null)
{
    private readonly List<string> _items = [];

    public SelectList Add(string table, string alias, params string[] logicals)
    {
        foreach (var logical in logicals)
            AddExpression(logical, column?.Invoke(table, alias, logical) ?? Column(schema, table, alias, logical));
        return this;
    }

    public SelectList AddExpression(string name, string expression)
    {
        _items.Add($"{expression} AS {VteSchema.Quote(name)}");
        return this;
    }

    public override string ToString() => string.Join(",\n  ", _items);

    /// <summary>`[alias].[column]`, or NULL where the site has no such column.</summary>
    public static string Column(VteSchema schema, string table, string alias, string logical) =>
        schema.Column(table, logical) is { } column ? $"{alias}.{VteSchema.Quote(column.Name)}" : "NULL";

    /// <summary>
    /// The join to the row that a reference leads to; empty if the site lacks the table. If it lacks one of the columns, the join finds
    /// nothing but stays, so that the rest of the statement is the same at every site.
    /// </summary>
    public static string LeftJoin(
        VteSchema schema,
        (string Table, string Alias, string Logical) key,
        (string Table, string Alias, string Logical) reference
    ) =>
        !schema.Has(key.Table)
            ? ""
            : $"\nLEFT JOIN {schema.Table(key.Table)} AS {key.Alias} ON "
                + (schema.Column(reference.Table, reference.Logical) is null ? "1 = 0" : Equal(schema, key, reference));

    /// <summary>
    /// `[alias].[column] = [alias].[column]`. It stays this plain comparison where the server accepts it, because only that can use an
    /// index. A GUID and a text are compared as GUIDs: braces and case do not matter, and a text that is no GUID matches nothing.
    /// Other columns of different kinds are compared as text, because one value that cannot be converted would fail the statement.
    /// Columns of different collations are compared in the collation of the database.
    /// </summary>
    public static string Equal(
        VteSchema schema,
        (string Table, string Alias, string Logical) one,
        (string Table, string Alias, string Logical) other
    )
    {
        var (left, right) = (
            Column(schema, one.Table, one.Alias, one.Logical),
            Column(schema, other.Table, other.Alias, other.Logical)
        );
        if (
            schema.Column(one.Table, one.Logical) is not { } a
            || schema.Column(other.Table, other.Logical) is not { } b
        )
            return $"{left} = {right}";
        if (a.Type == "uniqueidentifier" && b.IsText)
            return $"{left} = {AsGuid(right)}";
        if (b.Type == "uniqueidentifier" && a.IsText)
            return $"{AsGuid(left)} = {right}";
        if (
            !(a.IsComparable && b.IsComparable)
            || !(a.Type == b.Type || a.IsText && b.IsText || a.IsNumber && b.IsNumber)
        )
            return $"{AsText(left)} = {AsText(right)}";
        return a.Collation is not null && b.Collation is not null && a.Collation != b.Collation
            ? $"{left} COLLATE DATABASE_DEFAULT = {right} COLLATE DATABASE_DEFAULT"
            : $"{left} = {right}";

        static string AsGuid(string column) => $"TRY_CAST({column} AS uniqueidentifier)";
        static string AsText(string column) => $"CAST({column} AS nvarchar(4000)) COLLATE DATABASE_DEFAULT";
    }

    /// <summary>`, [alias].[column]` for each column that the site has and the server can sort by, without repeats; may be empty.</summary>
    public static string ThenBy(VteSchema schema, string table, string alias, params string[] logicals) =>
        string.Concat(
            logicals
                .Where(logical => schema.Column(table, logical) is { IsComparable: true })
                .Select(logical => ", " + Column(schema, table, alias, logical))
                .Distinct()
        );
}

/// <summary>
/// A condition on a list of ids. The number of parameters is fixed and a shorter list is padded with its last id, so that
/// the server keeps one plan.
/// </summary>
internal static class IdList
{
    public const int Length = 100;

    public static string Name(int place) => $"@id{place}";

    public static string Condition(string column) =>
        $"{column} IN ({string.Join(", ", Enumerable.Range(0, Length).Select(Name))})";

    public static IEnumerable<(string Name, T Id)> Padded<T>(IReadOnlyList<T> ids) =>
        Enumerable.Range(0, Length).Select(place => (Name(place), ids[Math.Min(place, ids.Count - 1)]));
}
