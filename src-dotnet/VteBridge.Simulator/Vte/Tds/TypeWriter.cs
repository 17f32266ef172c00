namespace VteBridge.Simulator.Vte.Tds;

/// <summary>Writes TYPE_INFO and COLMETADATA.</summary>
internal static class TypeWriter
{
    private const int NullableAndPerhapsUpdatable = 0x0009;
    private const int MaxLength = 0xFFFF;

    public static void Columns(this ReplyBuffer reply, IReadOnlyList<ResultColumn> columns)
    {
        reply.Byte(Token.ColumnMetadata);
        reply.UInt16(columns.Count);
        foreach (var column in columns)
        {
            reply.Int32(0);
            reply.UInt16(NullableAndPerhapsUpdatable);
            reply.TypeInfo(column.Type);
            if (column.Type.Kind is SqlKind.Text or SqlKind.NText or SqlKind.Image)
                reply.Byte(0);
            reply.ShortText(column.Name);
        }
    }

    public static void TypeInfo(this ReplyBuffer reply, SqlType type)
    {
        switch (type.Kind)
        {
            case SqlKind.Bit:
                reply.Bytes([WireType.BitN, 1]);
                break;
            case SqlKind.Null or SqlKind.TinyInt or SqlKind.SmallInt or SqlKind.Int or SqlKind.BigInt:
                reply.Bytes([WireType.IntN, (byte)IntegerSize(type.Kind)]);
                break;
            case SqlKind.Real or SqlKind.Float:
                reply.Bytes([WireType.FloatN, type.Kind == SqlKind.Real ? (byte)4 : (byte)8]);
                break;
            case SqlKind.Decimal:
                reply.Bytes([WireType.NumericN, (byte)DecimalSize(type.Precision), type.Precision, type.Scale]);
                break;
            case SqlKind.UniqueIdentifier:
                reply.Bytes([WireType.Guid, 16]);
                break;
            case SqlKind.SmallDateTime or SqlKind.DateTime:
                reply.Bytes([WireType.DateTimeN, type.Kind == SqlKind.SmallDateTime ? (byte)4 : (byte)8]);
                break;
            case SqlKind.Date:
                reply.Byte(WireType.Date);
                break;
            case SqlKind.Time or SqlKind.DateTime2 or SqlKind.DateTimeOffset:
                reply.Bytes([TimeType(type.Kind), type.Scale]);
                break;
            default:
                Sized(reply, type);
                break;
        }
    }

    public static int IntegerSize(SqlKind kind) =>
        kind switch
        {
            SqlKind.TinyInt => 1,
            SqlKind.SmallInt => 2,
            SqlKind.BigInt => 8,
            _ => 4,
        };

    public static int DecimalSize(int precision) =>
        precision switch
        {
            <= 9 => 5,
            <= 19 => 9,
            <= 28 => 13,
            _ => 17,
        };

    private static byte TimeType(SqlKind kind) =>
        kind == SqlKind.Time ? WireType.Time
        : kind == SqlKind.DateTime2 ? WireType.DateTime2
        : WireType.DateTimeOffset;

    private static void Sized(ReplyBuffer reply, SqlType type)
    {
        var isLegacy = type.Kind is SqlKind.Text or SqlKind.NText or SqlKind.Image;
        reply.Byte(
            type.Kind switch
            {
                SqlKind.Char => WireType.Char,
                SqlKind.VarChar => WireType.VarChar,
                SqlKind.NChar => WireType.NChar,
                SqlKind.NVarChar => WireType.NVarChar,
                SqlKind.Text => WireType.Text,
                SqlKind.NText => WireType.NText,
                SqlKind.Image => WireType.Image,
                SqlKind.Binary => WireType.Binary,
                _ => WireType.VarBinary,
            }
        );
        if (isLegacy)
            reply.Int32(type.Kind == SqlKind.NText ? int.MaxValue - 1 : int.MaxValue);
        else
            reply.UInt16(
                type.Length == SqlType.Max ? MaxLength
                : type.IsUnicode ? type.Length * 2
                : type.Length
            );
        if (type.IsText)
            reply.Bytes(WireType.Collation);
    }
}

/// <summary>The type bytes of TDS 7.4.</summary>
internal static class WireType
{
    public const byte Image = 0x22;
    public const byte Text = 0x23;
    public const byte Guid = 0x24;
    public const byte IntN = 0x26;
    public const byte Date = 0x28;
    public const byte Time = 0x29;
    public const byte DateTime2 = 0x2A;
    public const byte DateTimeOffset = 0x2B;
    public const byte NText = 0x63;
    public const byte BitN = 0x68;
    public const byte NumericN = 0x6C;
    public const byte FloatN = 0x6D;
    public const byte DateTimeN = 0x6F;
    public const byte VarBinary = 0xA5;
    public const byte VarChar = 0xA7;
    public const byte Binary = 0xAD;
    public const byte Char = 0xAF;
    public const byte NVarChar = 0xE7;
    public const byte NChar = 0xEF;

    /// <summary>SQL_Latin1_General_CP1_CI_AS.</summary>
    public static ReadOnlySpan<byte> Collation => [0x09, 0x04, 0xD0, 0x00, 0x34];
}
