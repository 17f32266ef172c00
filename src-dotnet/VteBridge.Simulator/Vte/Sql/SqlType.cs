using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace VteBridge.Simulator.Vte.Sql;

/// <summary>
/// A T-SQL type. <see cref="Length"/> counts bytes (binary, char) or UTF-16 units (nchar), <see cref="Max"/> for (max).
/// </summary>
internal readonly record struct SqlType(SqlKind Kind, int Length = 0, byte Precision = 0, byte Scale = 0)
{
    public const int Max = -1;

    public static readonly SqlType Int = new(SqlKind.Int);
    public static readonly SqlType BigInt = new(SqlKind.BigInt);
    public static readonly SqlType Bit = new(SqlKind.Bit);
    public static readonly SqlType Float = new(SqlKind.Float);
    public static readonly SqlType DateTime = new(SqlKind.DateTime);
    public static readonly SqlType DateTime2 = new(SqlKind.DateTime2, Scale: 7);
    public static readonly SqlType Guid = new(SqlKind.UniqueIdentifier);

    public static SqlType NVarChar(int length) => new(SqlKind.NVarChar, length);

    public static SqlType Decimal(int precision, int scale) => new(SqlKind.Decimal, 0, (byte)precision, (byte)scale);

    public bool IsText =>
        Kind is SqlKind.Char or SqlKind.VarChar or SqlKind.NChar or SqlKind.NVarChar or SqlKind.Text or SqlKind.NText;

    public bool IsUnicode => Kind is SqlKind.NChar or SqlKind.NVarChar or SqlKind.NText;

    public bool IsBinary => Kind is SqlKind.Binary or SqlKind.VarBinary or SqlKind.Image;

    public bool IsInteger => Kind is >= SqlKind.Bit and <= SqlKind.BigInt;

    /// <summary>Stored as a whole number of units of 10^-scale.</summary>
    public bool IsScaled => Kind == SqlKind.Decimal;

    public bool IsApproximate => Kind is SqlKind.Real or SqlKind.Float;

    public bool IsNumber => IsInteger || IsScaled || IsApproximate;

    public bool IsTemporal => Kind is >= SqlKind.Time and <= SqlKind.DateTimeOffset;

    /// <summary>The whole type in one integer, to pass it to a function in SQLite.</summary>
    public long Packed => (long)Kind | (long)Precision << 8 | (long)Scale << 16 | (long)Length << 32;

    public static SqlType Unpack(long packed) =>
        new((SqlKind)(byte)packed, (int)(packed >> 32), (byte)(packed >> 8), (byte)(packed >> 16));

    /// <summary>Precision and scale that a number has as a decimal.</summary>
    public (int Precision, int Scale) Digits =>
        Kind switch
        {
            SqlKind.Bit => (1, 0),
            SqlKind.TinyInt => (3, 0),
            SqlKind.SmallInt => (5, 0),
            SqlKind.Int => (10, 0),
            SqlKind.BigInt => (19, 0),
            _ => (Precision, Scale),
        };
}

/// <summary>The T-SQL types in order of precedence, lowest first: two operands are converted to the higher type.</summary>
internal enum SqlKind : byte
{
    Null,
    Binary,
    VarBinary,
    Char,
    VarChar,
    NChar,
    NVarChar,
    UniqueIdentifier,
    Image,
    Text,
    NText,
    Bit,
    TinyInt,
    SmallInt,
    Int,
    BigInt,
    Decimal,
    Real,
    Float,
    Time,
    Date,
    SmallDateTime,
    DateTime,
    DateTime2,
    DateTimeOffset,
}

/// <summary>Finds types by their T-SQL names and the reverse.</summary>
internal static class SqlTypeNames
{
    /// <summary>The name that INFORMATION_SCHEMA.COLUMNS.DATA_TYPE shows.</summary>
    public static string Name(this SqlType type) =>
        type.Kind switch
        {
            SqlKind.Null => "NULL",
            _ => type.Kind.ToString().ToLowerInvariant(),
        };

    /// <param name="defaultLength">The length of a character or binary type without one: 1 in a declaration, 30 in CAST.</param>
    public static SqlType Resolve(DataTypeReference? reference, int defaultLength = 1)
    {
        if (reference is not SqlDataTypeReference named)
            return reference?.Name?.BaseIdentifier.Value.ToUpperInvariant() switch
            {
                "SYSNAME" => SqlType.NVarChar(128),
                var name => throw new SqlFault(2715, $"Cannot find data type {name}.", 16, 6),
            };
        var arguments = named.Parameters;
        var first = arguments.Count > 0 ? arguments[0] : null;
        var length =
            first is MaxLiteral ? SqlType.Max
            : first is null ? defaultLength
            : Number(first);
        return named.SqlDataTypeOption switch
        {
            SqlDataTypeOption.Bit => SqlType.Bit,
            SqlDataTypeOption.TinyInt => new(SqlKind.TinyInt),
            SqlDataTypeOption.SmallInt => new(SqlKind.SmallInt),
            SqlDataTypeOption.Int => SqlType.Int,
            SqlDataTypeOption.BigInt => SqlType.BigInt,
            SqlDataTypeOption.Real => new(SqlKind.Real),
            SqlDataTypeOption.Float => new(first is not null && length <= 24 ? SqlKind.Real : SqlKind.Float),
            SqlDataTypeOption.Decimal or SqlDataTypeOption.Numeric => SqlType.Decimal(
                first is null ? 18 : length,
                arguments.Count > 1 ? Number(arguments[1]) : 0
            ),
            SqlDataTypeOption.Char => new(SqlKind.Char, length),
            SqlDataTypeOption.VarChar => new(SqlKind.VarChar, length),
            SqlDataTypeOption.NChar => new(SqlKind.NChar, length),
            SqlDataTypeOption.NVarChar => SqlType.NVarChar(length),
            SqlDataTypeOption.Text => new(SqlKind.Text, SqlType.Max),
            SqlDataTypeOption.NText => new(SqlKind.NText, SqlType.Max),
            SqlDataTypeOption.Binary => new(SqlKind.Binary, length),
            SqlDataTypeOption.VarBinary => new(SqlKind.VarBinary, length),
            SqlDataTypeOption.Image => new(SqlKind.Image, SqlType.Max),
            SqlDataTypeOption.UniqueIdentifier => SqlType.Guid,
            SqlDataTypeOption.Date => new(SqlKind.Date),
            SqlDataTypeOption.Time => new(SqlKind.Time, Scale: FractionalDigits(first)),
            SqlDataTypeOption.SmallDateTime => new(SqlKind.SmallDateTime),
            SqlDataTypeOption.DateTime => SqlType.DateTime,
            SqlDataTypeOption.DateTime2 => new(SqlKind.DateTime2, Scale: FractionalDigits(first)),
            SqlDataTypeOption.DateTimeOffset => new(SqlKind.DateTimeOffset, Scale: FractionalDigits(first)),
            var other => throw SqlFaults.NotSupported($"the data type {other.ToString().ToLowerInvariant()}"),
        };
    }

    private static byte FractionalDigits(Literal? literal) => literal is null ? (byte)7 : (byte)Number(literal);

    private static int Number(Literal literal) => int.Parse(literal.Value, CultureInfo.InvariantCulture);
}
