namespace VteBridge.Vte.Schema;

/// <summary>The logical columns bound to a site's real ones; what is not there is null.</summary>
internal sealed class VteSchema(
    string name,
    IReadOnlyDictionary<string, string> tables,
    IReadOnlyDictionary<string, TableColumn> columns
)
{
    public string Name { get; } = name;

    /// <summary>Bound columns by qualified logical name ("IndexData.Run.Id").</summary>
    public IReadOnlyDictionary<string, TableColumn> Columns { get; } = columns;

    public bool Has(string table) => tables.ContainsKey(table);

    /// <summary>The table's quoted two-part name.</summary>
    public string Table(string table) => $"{Quote(Name)}.{Quote(tables[table])}";

    public TableColumn? Column(string table, string logical) => Columns.GetValueOrDefault($"{table}.{logical}");

    /// <summary>Brackets as T-SQL quotes them: whatever stands in the configuration stays an identifier.</summary>
    public static string Quote(string identifier) => $"[{identifier.Replace("]", "]]")}]";
}
