using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace VteBridge.Simulator.Vte.Sql;

/// <summary>A table, or a view, which has a query in place of rows.</summary>
/// <param name="Id">The object_id; it stays when the table is renamed.</param>
internal sealed record TableDefinition(int Id, string Schema, string Name, IReadOnlyList<TableColumn> Columns)
{
    public IReadOnlyList<TableIndex> Indexes { get; init; } = [];

    public QueryExpression? View { get; init; }

    public bool IsSystem => Schema is "INFORMATION_SCHEMA" or "sys";

    public string FullName => $"{Schema}.{Name}";

    /// <summary>The quoted name of the table inside SQLite.</summary>
    public string Sqlite => SqliteName.Quote(FullName);

    public TableColumn? Find(string column) =>
        Columns.FirstOrDefault(each => each.Name.Equals(column, StringComparison.OrdinalIgnoreCase));

    /// <exception cref="ArgumentException">Names the table and the columns it does have.</exception>
    public TableColumn this[string column] =>
        Find(column)
        ?? throw new ArgumentException(
            $"Table {Name} has no column '{column}'. It has: {string.Join(", ", Columns.Select(c => c.Name))}."
        );
}

internal sealed record TableColumn(string Name, SqlType Type, bool IsNullable = true, bool IsIdentity = false)
{
    public string Sqlite => SqliteName.Quote(Name);

    public bool IsRequired => !IsNullable && !IsIdentity;
}

internal sealed record TableIndex(
    string Name,
    bool IsUnique,
    bool IsClustered,
    bool IsPrimaryKey,
    IReadOnlyList<string> Columns
)
{
    public bool Has(string column) => Columns.Contains(column, StringComparer.OrdinalIgnoreCase);
}

internal static class SqliteName
{
    public static string Quote(string name) => '"' + name.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
}
