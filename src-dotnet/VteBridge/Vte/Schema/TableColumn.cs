namespace VteBridge.Vte.Schema;

/// <summary>One row of INFORMATION_SCHEMA.COLUMNS. Length is in characters or bytes, -1 for (max); Precision is that of times. Every column of a view counts as nullable.</summary>
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

    /// <summary>A local time by which rows can be ordered and found.</summary>
    public bool IsTime => Type is "datetime" or "datetime2" or "smalldatetime" or "date";

    /// <summary>What SQL Server refuses to compare and to sort by.</summary>
    public bool IsComparable => Type is not ("text" or "ntext" or "image" or "xml" or "geometry" or "geography");
}
