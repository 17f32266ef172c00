namespace VteBridge.Vte.Schema;

/// <summary>The resolved schema as the state store keeps it: the site's names by VTE's names, sorted, as JSON.</summary>
/// <param name="Tables">The site's table names by VTE's.</param>
/// <param name="Columns">Bound columns by qualified logical name ("IndexData.Run.Id").</param>
internal sealed record RememberedSchema(
    string Schema,
    SortedDictionary<string, string> Tables,
    SortedDictionary<string, RememberedColumn> Columns
)
{
    public static RememberedSchema Of(VteSchema schema) =>
        new(
            schema.Name,
            new(schema.Tables.ToDictionary(), StringComparer.Ordinal),
            new(
                schema.Columns.ToDictionary(c => c.Key, c => new RememberedColumn(c.Value.Name, c.Value.Type)),
                StringComparer.Ordinal
            )
        );

    /// <exception cref="JsonException">The text is not a remembered schema.</exception>
    public static RememberedSchema Parse(string json) =>
        JsonSerializer.Deserialize<RememberedSchema>(json) ?? throw new JsonException("The schema is null.");

    public string ToJson() => JsonSerializer.Serialize(this);
}

internal sealed record RememberedColumn(string Name, string Type);

/// <summary>
/// How the schema has changed since it was remembered. If something is gone, reports would silently lose values, so the sync stops
/// until a person accepts it. Other changes are only logged.
/// </summary>
internal sealed record SchemaDifference(IReadOnlyList<string> Gone, IReadOnlyList<string> Changed)
{
    public static SchemaDifference Between(RememberedSchema before, VteSchema now)
    {
        var (gone, changed) = (new List<string>(), new List<string>());
        if (before.Schema != now.Name)
            changed.Add($"VTE is read from schema '{now.Name}' instead of '{before.Schema}'");
        foreach (var (table, name) in before.Tables)
            if (!now.Has(table))
                gone.Add($"table {before.Schema}.{name} ({table})");
            else if (now.Tables[table] != name)
                (Has(now, name) ? changed : gone).Add(
                    $"table {before.Schema}.{name} ({table}): {now.Tables[table]} is read instead"
                );
        foreach (var (logical, column) in before.Columns.Where(c => now.Has(TableOf(c.Key))))
        {
            var table = TableOf(logical);
            var text = $"column {before.Tables[table]}.{column.Name} ({logical[(table.Length + 1)..]})";
            var isThere = Has(now, now.Tables[table], column.Name);
            if (now.Columns.GetValueOrDefault(logical) is not { } bound)
                gone.Add(isThere ? $"{text} is not read any more" : text);
            else if (bound.Name != column.Name)
                (isThere ? changed : gone).Add($"{text}: {bound.Name} is read instead");
            else if (bound.Type != column.Type)
                changed.Add($"{text} is of type {bound.Type} instead of {column.Type}");
        }
        changed.AddRange(
            now.Tables.Where(t => !before.Tables.ContainsKey(t.Key)).Select(t => $"table {t.Value} ({t.Key}) is new")
        );
        changed.AddRange(
            now.Columns.Where(c => !before.Columns.ContainsKey(c.Key) && before.Tables.ContainsKey(TableOf(c.Key)))
                .Select(c => $"column {c.Value.Table}.{c.Value.Name} ({c.Key}) is new")
        );
        return new SchemaDifference(gone, changed);
    }

    private static string TableOf(string logical) => logical[..logical.IndexOf('.')];

    private static bool Has(VteSchema schema, string table, string? column = null) =>
        schema.Found.Any(c =>
            c.Table.Equals(table, StringComparison.OrdinalIgnoreCase)
            && (column is null || c.Name.Equals(column, StringComparison.OrdinalIgnoreCase))
        );
}
