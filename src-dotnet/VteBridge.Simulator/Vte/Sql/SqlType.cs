namespace VteBridge.Simulator.Vte.Sql;

/// <summary>
/// A T-SQL type. <see cref="Length"/> counts bytes (binary, char) or UTF-16 units (nchar), <see cref="Max"/> for (max).
/// A sql_variant keeps the kind of what is inside in <see cref="Precision"/>.
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

    public static SqlType Variant(SqlKind inner) => new(SqlKind.Variant, 0, (byte)inner);

    public SqlKind Inner => (SqlKind)Precision;

    public bool IsText =>
        Kind is SqlKind.Char or SqlKind.VarChar or SqlKind.NChar or SqlKind.NVarChar or SqlKind.Text or SqlKind.NText;

    public bool IsUnicode => Kind is SqlKind.NChar or SqlKind.NVarChar or SqlKind.NText;

    public bool IsBinary => Kind is SqlKind.Binary or SqlKind.VarBinary or SqlKind.Image;

    public bool IsInteger => Kind is >= SqlKind.Bit and <= SqlKind.BigInt;

    /// <summary>Kept as a whole number of units of 10^-scale.</summary>
    public bool IsScaled => Kind is SqlKind.SmallMoney or SqlKind.Money or SqlKind.Decimal;

    public bool IsApproximate => Kind is SqlKind.Real or SqlKind.Float;

    public bool IsNumber => IsInteger || IsScaled || IsApproximate;

    public bool IsTemporal => Kind is >= SqlKind.Time and <= SqlKind.DateTimeOffset;

    /// <summary>All of the type in one integer, to hand it to a function inside SQLite.</summary>
    public long Packed => (long)Kind | (long)Precision << 8 | (long)Scale << 16 | (long)Length << 32;

    public static SqlType Unpack(long packed) =>
        new((SqlKind)(byte)packed, (int)(packed >> 32), (byte)(packed >> 8), (byte)(packed >> 16));

    /// <summary>Precision and scale of a number seen as decimal.</summary>
    public (int Precision, int Scale) Digits =>
        Kind switch
        {
            SqlKind.Bit => (1, 0),
            SqlKind.TinyInt => (3, 0),
            SqlKind.SmallInt => (5, 0),
            SqlKind.Int => (10, 0),
            SqlKind.BigInt => (19, 0),
            SqlKind.SmallMoney => (10, 4),
            SqlKind.Money => (19, 4),
            _ => (Precision, Scale),
        };
}

/// <summary>The types of T-SQL in the order of their precedence, lowest first: of two operands the higher one's type wins.</summary>
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
    SmallMoney,
    Money,
    Decimal,
    Real,
    Float,
    Time,
    Date,
    SmallDateTime,
    DateTime,
    DateTime2,
    DateTimeOffset,
    Variant,
}
