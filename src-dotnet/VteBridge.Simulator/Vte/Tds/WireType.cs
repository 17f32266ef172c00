namespace VteBridge.Simulator.Vte.Tds;

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
    public const byte Variant = 0x62;
    public const byte NText = 0x63;
    public const byte BitN = 0x68;
    public const byte DecimalN = 0x6A;
    public const byte NumericN = 0x6C;
    public const byte FloatN = 0x6D;
    public const byte MoneyN = 0x6E;
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
