namespace VteBridge.Simulator.Vte.Sql;

internal sealed partial class QueryCompiler
{
    private const int MaxUnicode = 4000;
    private const int MaxBytes = 8000;

    /// <summary>The type to which both operands are converted, by T-SQL's precedence.</summary>
    private static SqlType Common(SqlType left, SqlType right)
    {
        var (low, high) = left.Kind <= right.Kind ? (left, right) : (right, left);
        if (low.Kind == SqlKind.Null)
            return high;
        // SQLite would not use a column's index if the column were converted to its own type.
        if (low == high)
            return high;
        if (low.IsText && high.IsText)
            return high with { Length = Longer(low, high) };
        if (low.IsBinary && high.IsBinary)
            return high with { Length = Longer(low, high) };
        if (low.IsNumber && high.Kind == SqlKind.Decimal)
        {
            var ((p1, s1), (p2, s2)) = (low.Digits, high.Digits);
            var scale = Math.Max(s1, s2);
            return SqlType.Decimal(Math.Min(38, Math.Max(p1 - s1, p2 - s2) + scale), scale);
        }
        if (low.IsTemporal && high.IsTemporal)
            return high with { Scale = Math.Max(Fraction(low), high.Scale) };
        var isConvertible =
            low.Kind == high.Kind
            || low.IsNumber && high.IsNumber
            || low.IsText && !high.IsBinary && high.Kind != SqlKind.Image
            || low.IsBinary && high.Kind == SqlKind.UniqueIdentifier;
        return isConvertible ? high : throw SqlFaults.OperandClash(low, high);
    }

    /// <summary>The digits of the fraction of a second. A datetime counts in 1/300 s, which takes all seven digits to represent.</summary>
    private static byte Fraction(SqlType type) => type.Kind == SqlKind.DateTime ? (byte)7 : type.Scale;

    private static int Longer(SqlType one, SqlType other) =>
        one.Length == SqlType.Max || other.Length == SqlType.Max ? SqlType.Max : Math.Max(one.Length, other.Length);

    /// <summary>Converts to another type: a constant now, other values in SQL where SQL can express it, otherwise by a function.</summary>
    private Typed Convert(Typed value, SqlType to, int style = 0)
    {
        var from = value.Type;
        if (value.Constant is { } constant)
            return inputs.Constant(Conversion.Convert(constant, from, to, style), to);
        if (Conversion.IsIdentity(from, to))
            return value with { Type = to };
        if (from.IsInteger && to.Kind == SqlKind.Float)
            return new Typed($"CAST({value.Sql} AS REAL)", to);
        if (from.Kind == SqlKind.DateTime && to.Kind == SqlKind.DateTime2 && to.Scale == 7)
            return new Typed(
                $"({value.Sql} / 25920000 * 864000000000 + ({value.Sql} % 25920000 * 100000 + 1) / 3)",
                to
            );
        Check(from, to);
        return new Typed($"tsql_convert({value.Sql}, {from.Packed}, {to.Packed}, {style})", to);
    }

    /// <summary>Refuses conversions that are impossible for every value of the type, before a row is read.</summary>
    private static void Check(SqlType from, SqlType to)
    {
        var isPossible =
            to.IsText
            || from.IsText
            || from.Kind == SqlKind.Null
            || from.IsNumber && to.IsNumber
            || from.IsTemporal && to.IsTemporal
            || from.IsBinary && (to.IsBinary || to.Kind == SqlKind.UniqueIdentifier)
            || from.Kind == SqlKind.UniqueIdentifier && to.IsBinary;
        if (!isPossible)
            throw from.IsNumber && to.IsTemporal || from.IsTemporal && to.IsNumber
                ? SqlFaults.NotSupported($"converting {from.Name()} to {to.Name()}")
                : SqlFaults.OperandClash(from, to);
    }
}

/// <summary>An expression in SQLite's SQL with its T-SQL type.</summary>
/// <param name="IsColumn">True for a bare column, which has its table's collation; other expressions must be given one.</param>
internal readonly record struct Typed(string Sql, SqlType Type, bool IsColumn = false)
{
    /// <summary>The value when it is known at compile time. Literals are then converted only once.</summary>
    public StoredValue? Constant { get; init; }

    /// <summary>True for a number that is written in the statement.</summary>
    public bool IsLiteral { get; init; }

    /// <summary>The expression for comparing, grouping and ordering: text gets T-SQL's collation.</summary>
    public string Collated => Type.IsText && !IsColumn ? $"({Sql}) COLLATE {TextOrder.Name}" : Sql;
}

/// <param name="Name">The column name that the client sees.</param>
internal sealed record SelectItem(string Name, Typed Value);

internal sealed record ResultColumn(string Name, SqlType Type);

/// <summary>A query in SQLite's SQL. Its columns are named c0, c1, …</summary>
internal sealed record CompiledQuery(string Sql, IReadOnlyList<ResultColumn> Columns);
