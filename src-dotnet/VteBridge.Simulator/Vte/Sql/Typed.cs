namespace VteBridge.Simulator.Vte.Sql;

/// <summary>An expression in SQLite's SQL with its T-SQL type.</summary>
/// <param name="IsColumn">A bare column, which carries its table's collation; anything else has to be given one.</param>
internal readonly record struct Typed(string Sql, SqlType Type, bool IsColumn = false)
{
    /// <summary>The value when it is known while compiling, so that conversions of literals cost nothing later.</summary>
    public Storage.StoredValue? Constant { get; init; }

    /// <summary>Written as a number in the statement.</summary>
    public bool IsLiteral { get; init; }

    /// <summary>Ready to be compared, grouped or ordered: text by T-SQL's rules.</summary>
    public string Collated => Type.IsText && !IsColumn ? $"({Sql}) COLLATE {Storage.TextOrder.Name}" : Sql;
}

/// <param name="Name">As the client sees it.</param>
internal sealed record SelectItem(string Name, Typed Value);

internal sealed record ResultColumn(string Name, SqlType Type);

/// <summary>A query in SQLite's SQL; its columns are named c0, c1, … there.</summary>
internal sealed record CompiledQuery(string Sql, IReadOnlyList<ResultColumn> Columns);
