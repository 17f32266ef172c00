namespace VteBridge.Vte.Schema;

/// <summary>The logical columns, bound to a site's real columns. A column that the site lacks is null.</summary>
/// <param name="tables">The site's table names by VTE's; only tables that exist.</param>
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

    /// <summary>Every column in the schema that the login can see, of all tables.</summary>
    public IReadOnlyList<TableColumn> Found { get; } = found;

    /// <summary>The indexes of the schema; null if the server does not tell.</summary>
    public IReadOnlyList<TableIndex>? Indexes { get; private init; }

    public VteSchema With(IReadOnlyList<TableIndex>? indexes) =>
        new(Name, Tables, Columns, Found) { Indexes = indexes };

    public bool Has(string table) => Tables.ContainsKey(table);

    /// <summary>The table's quoted two-part name.</summary>
    public string Table(string table) => $"{Quote(Name)}.{Quote(Tables[table])}";

    public TableColumn? Column(string table, string logical) => Columns.GetValueOrDefault($"{table}.{logical}");

    /// <summary>Whether a unique index of the server makes sure that no two rows have the same value in this column.</summary>
    public bool IsUnique(string table, string logical) =>
        Column(table, logical) is { } column
        && Indexes?.Any(i => i.IsUnique && i.Table == column.Table && i.Columns is [var only] && only == column.Name)
            == true;

    /// <summary>The site's columns of a table that are not read, except those that may hold passwords.</summary>
    public IReadOnlyList<string> Unread(string table) =>
        [
            .. Found
                .Where(c => c.Table == Tables[table] && !Columns.Values.Contains(c) && !SchemaResolver.IsSecret(c.Name))
                .Select(c => c.Name),
        ];

    /// <summary>Quotes an identifier in brackets for T-SQL, so that no configured name can become anything but an identifier.</summary>
    public static string Quote(string identifier) => $"[{identifier.Replace("]", "]]")}]";
}

/// <summary>An index by the site's own names. Columns are in the order of the key.</summary>
internal sealed record TableIndex(string Table, bool IsUnique, IReadOnlyList<string> Columns);

/// <summary>
/// One row of INFORMATION_SCHEMA.COLUMNS. Length is in characters or bytes, -1 for (max). Precision is that of times. Columns of views
/// always count as nullable.
/// </summary>
internal sealed record TableColumn(
    string Table,
    string Name,
    string Type,
    int? Length,
    int? Precision,
    string? Collation = null,
    bool IsNullable = true,
    bool IsView = false
)
{
    public bool IsText => Type is "char" or "varchar" or "nchar" or "nvarchar" or "text" or "ntext";

    public bool IsNumber =>
        Type
            is "int"
                or "bigint"
                or "smallint"
                or "tinyint"
                or "bit"
                or "decimal"
                or "numeric"
                or "float"
                or "real"
                or "money"
                or "smallmoney";

    /// <summary>Whether the column holds a local time that rows can be ordered and found by.</summary>
    public bool IsTime => Type is "datetime" or "datetime2" or "smalldatetime" or "date";

    /// <summary>False for types that SQL Server refuses to compare and sort by.</summary>
    public bool IsComparable => Type is not ("text" or "ntext" or "image" or "xml" or "geometry" or "geography");
}

/// <summary>VTE's own names of the tables that VteBridge reads.</summary>
internal static class Tables
{
    public const string IndexData = "IndexData";
    public const string UutData = "UutData";
    public const string UutHistory = "UutHistory";
    public const string AssemblyData = "AssemblyData";
    public const string Products = "Products";
    public const string Testplans = "Testplans";
    public const string TestplanRevisions = "TestplanRevisions";
    public const string TestSystems = "TestSystems";
    public const string TestsystemComponents = "TestsystemComponents";
    public const string Users = "Users";
    public const string TestDataNumeric = "TestDataNumeric";
    public const string TestDataText = "TestDataText";
    public const string TestDataOther = "TestDataOther";
    public const string RepairData = "RepairData";
    public const string RepairActions = "RepairActions";
    public const string RepairActionCodes = "RepairActionCodes";
    public const string RepairFailureCodes = "RepairFailureCodes";
    public const string RepairSyndromes = "RepairSyndromes";
    public const string RepairSyndromeCauses = "RepairSyndromeCauses";

    /// <summary>The TestData tables, in the order of their rows within one step number.</summary>
    public static readonly string[] TestData = [TestDataNumeric, TestDataText, TestDataOther];
}
