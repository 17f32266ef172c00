using VteBridge.Configuration;

namespace VteBridge.Vte.Schema;

/// <summary>Binds each logical column to its configured override, else to its first candidate that exists. Pure.</summary>
internal static class SchemaResolver
{
    /// <exception cref="VteFailure">A required table or column is missing, or an override does not exist. Lists all differences.</exception>
    /// <param name="elsewhere">Other schemas that have IndexData, if the configured one does not.</param>
    public static VteSchema Resolve(
        VteOptions options,
        IReadOnlyList<TableColumn> found,
        IReadOnlyList<string>? elsewhere = null
    )
    {
        var real = found.ToLookup(c => c.Table, StringComparer.OrdinalIgnoreCase);
        var tables = new Dictionary<string, string>();
        foreach (var table in LogicalColumns.All.Select(c => c.Table).Distinct())
            if (real[options.Tables.GetValueOrDefault(table) ?? table].FirstOrDefault() is { } column)
                tables[table] = column.Table;

        var differences = UnknownOverrides(options).Concat(EmptyOverrides(options, tables, real)).ToList();
        var bound = new Dictionary<string, TableColumn>();
        foreach (var logical in LogicalColumns.All.Where(c => tables.ContainsKey(c.Table)))
        {
            var columns = real[tables[logical.Table]].ToList();
            var wanted = Wanted(options, logical);
            var there = wanted.Select(w => columns.Find(c => Same(c.Name, w))).OfType<TableColumn>().ToList();
            // An optional column whose type cannot be used counts as missing; doctor lists it.
            if (there.Find(c => ColumnTypes.Unfit(logical, c) is null) is { } column)
                bound[logical.QualifiedName] = column;
            else if (there.Count > 0 && (logical.Required || Override(options, logical) is not null))
                differences.Add(
                    $"{logical.Name}: {logical.Table}.{there[0].Name} {ColumnTypes.Unfit(logical, there[0])}"
                );
            else if (there.Count == 0 && logical.Required && Override(options, logical) is null)
                differences.Add(Missing(logical, wanted, columns));
        }
        differences.AddRange(MissingTables(options, tables, elsewhere ?? []));
        if (
            tables.ContainsKey(Tables.IndexData)
            && !bound.ContainsKey("IndexData.Run.Serial")
            && !bound.ContainsKey("UutData.Uut.Serial")
        )
            differences.Add("No serial number: neither Run.Serial (IndexData) nor Uut.Serial (UutData) was found.");
        return differences.Count == 0
            ? new VteSchema(options.Schema, tables, bound, found)
            : throw new VteFailure(Explain(options, differences, tables, real));
    }

    /// <summary>An unqualified override of a step column may fit only one TestData table; the others keep their candidates.</summary>
    private static string[] Wanted(VteOptions options, LogicalColumn logical) =>
        Find(options.Columns, logical.QualifiedName) is { } own ? [own]
        : Find(options.Columns, logical.Name) is not { } name ? logical.Candidates
        : Tables.TestData.Contains(logical.Table) ? [name, .. logical.Candidates]
        : [name];

    private static string? Override(VteOptions options, LogicalColumn logical) =>
        Find(options.Columns, logical.QualifiedName) ?? Find(options.Columns, logical.Name);

    private static string? Find(IReadOnlyDictionary<string, string> columns, string key) =>
        columns.FirstOrDefault(c => Same(c.Key, key)).Value is { Length: > 0 } name ? name : null;

    /// <summary>
    /// The overrides that name something that does not exist; an error even if a default name would fit. An unqualified override of a
    /// step column must exist in at least one TestData table.
    /// </summary>
    private static IEnumerable<string> EmptyOverrides(
        VteOptions options,
        Dictionary<string, string> tables,
        ILookup<string, TableColumn> real
    )
    {
        foreach (var (key, name) in options.Tables.Where(t => t.Value is { Length: > 0 } && !real[t.Value].Any()))
            if (!Same(key, Tables.IndexData))
                yield return $"Vte:Tables:{key} names '{name}', which schema '{options.Schema}' does not have.{Near(name, real.Select(t => t.Key))}";
        foreach (var (key, name) in options.Columns.Where(c => c.Value is { Length: > 0 }))
        {
            var meant = LogicalColumns.All.Where(c => Same(c.Name, key) || Same(c.QualifiedName, key)).ToList();
            var columns = meant
                .Where(c => tables.ContainsKey(c.Table))
                .SelectMany(c => real[tables[c.Table]])
                .Select(c => c.Name)
                .ToList();
            if (meant.Count > 0 && !columns.Exists(c => Same(c, name)))
                yield return $"Vte:Columns:{key} names '{name}', which {string.Join(" and ", meant.Select(c => tables.GetValueOrDefault(c.Table) ?? c.Table))} {(meant.Count == 1 ? "does" : "do")} not have.{Near(name, columns)}";
        }
    }

    private static IEnumerable<string> UnknownOverrides(VteOptions options)
    {
        var known = LogicalColumns
            .All.SelectMany(c => new[] { c.Name, c.QualifiedName })
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, column) in options.Columns)
        {
            if (!known.Contains(key))
                yield return $"Vte:Columns:{key} is not a logical column. Did you mean {Nearest.Of(key, known)}?";
            else if (IsSecret(column))
                yield return $"Vte:Columns:{key} names '{column}': passwords are never read.";
        }
        foreach (var key in options.Tables.Keys.Where(k => LogicalColumns.All.All(c => !Same(c.Table, k))))
            yield return $"Vte:Tables:{key} is not a table of VTE. Did you mean {Nearest.Of(key, LogicalColumns.All.Select(c => c.Table).Distinct())}?";
    }

    private static readonly string[] Secrets = "password passwd pwd passwort passord kennwort secret".Split(' ');

    public static bool IsSecret(string column) =>
        Secrets.Any(s => column.Contains(s, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<string> MissingTables(
        VteOptions options,
        Dictionary<string, string> tables,
        IReadOnlyList<string> elsewhere
    )
    {
        if (!tables.ContainsKey(Tables.IndexData))
            yield return $"No table {options.Tables.GetValueOrDefault(Tables.IndexData) ?? Tables.IndexData} in schema '{options.Schema}' (Vte:Schema, Vte:Tables:IndexData)."
                + (
                    elsewhere.Count == 0
                        ? ""
                        : $" There is one in {string.Join(" and ", elsewhere.Select(name => $"'{name}'"))}: set Vte:Schema to it."
                );
        else if (!Tables.TestData.Any(tables.ContainsKey))
            yield return $"None of {string.Join(", ", Tables.TestData)} in schema '{options.Schema}'.";
    }

    private static string Missing(LogicalColumn logical, string[] wanted, List<TableColumn> columns)
    {
        var hint = Near(wanted[0], columns.Select(c => c.Name));
        return $"{logical.Name}: {logical.Table} has no column {string.Join(" or ", wanted)}.{hint} Name it in Vte:Columns:{logical.Name}.";
    }

    private static string Near(string wanted, IEnumerable<string> names) =>
        Nearest.Ranked(wanted, names.Distinct().Where(n => !IsSecret(n))).Take(3).ToList() is { Count: > 0 } near
            ? $" Nearest: {string.Join(", ", near)}."
            : "";

    private static string Explain(
        VteOptions options,
        List<string> differences,
        Dictionary<string, string> tables,
        ILookup<string, TableColumn> real
    )
    {
        var text = new StringBuilder("The database does not have the schema that VteBridge needs:");
        foreach (var difference in differences)
            text.Append("\n  ").Append(difference);
        foreach (var table in tables.Where(t => differences.Exists(d => d.Contains(t.Key, StringComparison.Ordinal))))
            text.Append(
                $"\n  {options.Schema}.{table.Value} has: {string.Join(", ", real[table.Value].Select(c => c.Name).Where(c => !IsSecret(c)))}"
            );
        if (!tables.ContainsKey(Tables.IndexData))
            text.Append(
                real.Count == 0
                    ? $"\n  The login sees no table at all in schema '{options.Schema}': is it the right database, and may the login SELECT from it?"
                    : $"\n  Schema '{options.Schema}' has: {string.Join(", ", real.Select(t => t.Key))}"
            );
        return text.ToString();
    }

    private static bool Same(string a, string b) => a.Equals(b, StringComparison.OrdinalIgnoreCase);
}

/// <summary>
/// The types that are allowed for the columns that give VTE's order. Rows are ordered by these and found again, so their values must
/// return to the server unchanged. Every other column may have any type.
/// </summary>
internal static class ColumnTypes
{
    /// <summary>Why the column cannot be used and what to do, as the end of a sentence that begins with its name; null if it can be used.</summary>
    public static string? Unfit(LogicalColumn logical, TableColumn column) =>
        logical.Name switch
        {
            "Run.Timestamp" or "Repair.Timestamp" or "RepairAction.Timestamp" when !column.IsTime =>
                $"is of type {column.Type}; a time is read from datetime, datetime2, smalldatetime or date. {Instead(logical)}",
            // The same GUID can be written as text in many ways, so the next page could not tell which row it begins with.
            "Run.Id" when column.Type != "uniqueidentifier" =>
                $"is of type {column.Type}; a run's id is a uniqueidentifier. {Instead(logical)}",
            _ => null,
        };

    private static string Instead(LogicalColumn logical) =>
        $"Name such a column in Vte:Columns:{logical.Name}, or a view that has one in Vte:Tables:{logical.Table}.";
}
