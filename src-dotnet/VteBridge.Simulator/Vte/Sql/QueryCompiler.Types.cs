namespace VteBridge.Simulator.Vte.Sql;

internal sealed partial class QueryCompiler
{
    private const int MaxUnicode = 4000;
    private const int MaxBytes = 8000;

    /// <summary>The type two operands meet in, by T-SQL's precedence.</summary>
    private static SqlType Common(SqlType left, SqlType right)
    {
        var (low, high) = left.Kind <= right.Kind ? (left, right) : (right, left);
        if (low.Kind == SqlKind.Null)
            return high;
        // Converting a column to its own type would keep SQLite from using the column's index.
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

    /// <summary>datetime has 1/300 s, which takes all seven digits to keep apart.</summary>
    private static byte Fraction(SqlType type) => type.Kind == SqlKind.DateTime ? (byte)7 : type.Scale;

    private static int Longer(SqlType one, SqlType other) =>
        one.Length == SqlType.Max || other.Length == SqlType.Max ? SqlType.Max : Math.Max(one.Length, other.Length);

    /// <summary>The value in another type: at once for a constant, in SQL where that says it all, else by a function.</summary>
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

    /// <summary>Refuses, before any row is read, what no value of the type could become.</summary>
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
/// <param name="IsColumn">A bare column, which carries its table's collation; anything else has to be given one.</param>
internal readonly record struct Typed(string Sql, SqlType Type, bool IsColumn = false)
{
    /// <summary>The value when it is known while compiling, so that conversions of literals cost nothing later.</summary>
    public StoredValue? Constant { get; init; }

    /// <summary>Written as a number in the statement.</summary>
    public bool IsLiteral { get; init; }

    /// <summary>Ready to be compared, grouped or ordered: text by T-SQL's rules.</summary>
    public string Collated => Type.IsText && !IsColumn ? $"({Sql}) COLLATE {TextOrder.Name}" : Sql;
}

/// <param name="Name">As the client sees it.</param>
internal sealed record SelectItem(string Name, Typed Value);

internal sealed record ResultColumn(string Name, SqlType Type);

/// <summary>A query in SQLite's SQL; its columns are named c0, c1, … there.</summary>
internal sealed record CompiledQuery(string Sql, IReadOnlyList<ResultColumn> Columns);
