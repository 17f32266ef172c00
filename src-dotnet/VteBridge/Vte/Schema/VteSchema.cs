namespace VteBridge.Vte.Schema;

/// <summary>The logical columns bound to a site's real ones; what is not there is null.</summary>
/// <param name="tables">The site's own names of VTE's tables, those that are there.</param>
/// <param name="columns">Bound columns by qualified logical name ("IndexData.Run.Id").</param>
internal sealed class VteSchema(
    string name,
    IReadOnlyDictionary<string, string> tables,
    IReadOnlyDictionary<string, TableColumn> columns,
    IReadOnlyList<TableColumn> found
)
{
    public string Name { get; } = name;

    public IReadOnlyDictionary<string, string> Tables { get; } = tables;

    public IReadOnlyDictionary<string, TableColumn> Columns { get; } = columns;

    /// <summary>Every column that the login can see in the schema, of any table.</summary>
    public IReadOnlyList<TableColumn> Found { get; } = found;

    /// <summary>Null where the server does not tell.</summary>
    public IReadOnlyList<TableIndex>? Indexes { get; private init; }

    public VteSchema With(IReadOnlyList<TableIndex>? indexes) =>
        new(Name, Tables, Columns, Found) { Indexes = indexes };

    public bool Has(string table) => Tables.ContainsKey(table);

    /// <summary>The table's quoted two-part name.</summary>
    public string Table(string table) => $"{Quote(Name)}.{Quote(Tables[table])}";

    public TableColumn? Column(string table, string logical) => Columns.GetValueOrDefault($"{table}.{logical}");

    /// <summary>Whether no two rows can have one value in this column, by an index that the server keeps.</summary>
    public bool IsUnique(string table, string logical) =>
        Column(table, logical) is { } column
        && Indexes?.Any(i => i.IsUnique && i.Table == column.Table && i.Columns is [var only] && only == column.Name)
            == true;

    /// <summary>The site's columns of a table that are not read, without those that hold passwords.</summary>
    public IReadOnlyList<string> Unread(string table) =>
        [
            .. Found
                .Where(c => c.Table == Tables[table] && !Columns.Values.Contains(c) && !SchemaResolver.IsSecret(c.Name))
                .Select(c => c.Name),
        ];

    /// <summary>Brackets as T-SQL quotes them: whatever stands in the configuration stays an identifier.</summary>
    public static string Quote(string identifier) => $"[{identifier.Replace("]", "]]")}]";
}

/// <summary>An index of a table, both by the site's own names; Columns in the order of the key.</summary>
internal sealed record TableIndex(string Table, bool IsUnique, IReadOnlyList<string> Columns);
