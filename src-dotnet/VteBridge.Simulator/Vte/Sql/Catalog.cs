using System.Collections.Concurrent;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace VteBridge.Simulator.Vte.Sql;

/// <summary>
/// The tables by schema and name (case-insensitive) and which of them the reading login may see. dbo is the default schema.
/// </summary>
internal sealed class Catalog
{
    public const string DefaultSchema = "dbo";

    private readonly ConcurrentDictionary<string, TableDefinition> _tables = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<int, bool> _revoked = new();
    private IReadOnlySet<string> _missingFunctions = new HashSet<string>();
    private int _lastId = 1000;
    private int _version;

    public IEnumerable<TableDefinition> Tables => _tables.Values;

    /// <summary>Increases with every change. A statement that was compiled under another version must be compiled again.</summary>
    public int Version => Volatile.Read(ref _version);

    /// <summary>Names of functions, in upper case, that this server pretends not to have, as another T-SQL engine.</summary>
    public IReadOnlySet<string> MissingFunctions
    {
        get => _missingFunctions;
        set
        {
            _missingFunctions = value;
            Changed();
        }
    }

    public int NextId() => Interlocked.Increment(ref _lastId);

    public void Add(TableDefinition table)
    {
        if (!_tables.TryAdd(table.FullName, table))
            throw new SqlFault(2714, $"There is already an object named '{table.Name}' in the database.", 16, 6);
        Changed();
    }

    public void Remove(TableDefinition table)
    {
        _tables.TryRemove(table.FullName, out _);
        Changed();
    }

    /// <summary>Replaces the definition that has the same id.</summary>
    public void Replace(TableDefinition table)
    {
        Remove(_tables.Values.First(each => each.Id == table.Id));
        Add(table);
    }

    public bool MaySelect(TableDefinition table) => !_revoked.ContainsKey(table.Id);

    public void Allow(TableDefinition table, bool isAllowed)
    {
        if (isAllowed)
            _revoked.TryRemove(table.Id, out _);
        else
            _revoked[table.Id] = true;
        Changed();
    }

    public TableDefinition? Find(string? schema, string name) =>
        _tables.GetValueOrDefault($"{schema ?? DefaultSchema}.{name}");

    /// <summary>Finds a table by its full name, or by its bare name in any schema, for callers that do not know the schema.</summary>
    /// <exception cref="ArgumentException">There is no such table; the message lists the existing ones.</exception>
    public TableDefinition this[string name] =>
        _tables.GetValueOrDefault(name)
        ?? Find(DefaultSchema, name)
        ?? Tables.FirstOrDefault(table =>
            !table.IsSystem && table.Name.Equals(name, StringComparison.OrdinalIgnoreCase)
        )
        ?? throw new ArgumentException(
            $"There is no table '{name}'. There are: {string.Join(", ", Tables.Where(t => !t.IsSystem).Select(t => t.Name).Order(StringComparer.Ordinal))}."
        );

    private void Changed() => Interlocked.Increment(ref _version);
}

/// <summary>A table, or a view, which has a query instead of rows.</summary>
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

    /// <exception cref="ArgumentException">There is no such column; the message names the table and lists its columns.</exception>
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
