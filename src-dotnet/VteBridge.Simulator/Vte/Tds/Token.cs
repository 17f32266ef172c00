namespace VteBridge.Simulator.Vte.Tds;

internal static class Token
{
    public const byte ReturnStatus = 0x79;
    public const byte ColumnMetadata = 0x81;
    public const byte Error = 0xAA;
    public const byte Info = 0xAB;
    public const byte ReturnValue = 0xAC;
    public const byte LoginAck = 0xAD;
    public const byte Row = 0xD1;
    public const byte EnvironmentChange = 0xE3;
    public const byte Done = 0xFD;
    public const byte DoneProcedure = 0xFE;
    public const byte DoneInProcedure = 0xFF;
}
