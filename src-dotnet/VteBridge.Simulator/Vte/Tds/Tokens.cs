namespace VteBridge.Simulator.Vte.Tds;

/// <summary>Writes all tokens except rows.</summary>
internal static class Tokens
{
    public const string ServerName = "VTE-SIMULATOR";
    public const string ServerVersion =
        "Microsoft SQL Server 2016 (SP3) (KB5003279) - 13.0.6300.2 (X64) - VteBridge simulator, Express Edition (64-bit)";

    private const int DoneMore = 0x01;
    private const int DoneError = 0x02;
    private const int DoneCount = 0x10;
    private const int DoneAttention = 0x20;
    private const int CommandSelect = 0xC1;

    public static void Error(this ReplyBuffer reply, SqlFault fault) =>
        Message(reply, Token.Error, fault.Number, fault.State, fault.Severity, fault.Message, fault.Line);

    public static void Info(this ReplyBuffer reply, int number, string message) =>
        Message(reply, Token.Info, number, 2, 0, message, 1);

    public static void Done(this ReplyBuffer reply, byte token, bool isLast, long? rows = null, bool isError = false)
    {
        reply.Byte(token);
        reply.UInt16((isLast ? 0 : DoneMore) | (isError ? DoneError : 0) | (rows is null ? 0 : DoneCount));
        reply.UInt16(rows is null ? 0 : CommandSelect);
        reply.Int64(rows ?? 0);
    }

    public static void AttentionDone(this ReplyBuffer reply)
    {
        reply.Byte(Token.Done);
        reply.UInt16(DoneAttention);
        reply.UInt16(0);
        reply.Int64(0);
    }

    public static void ReturnStatus(this ReplyBuffer reply, int status)
    {
        reply.Byte(Token.ReturnStatus);
        reply.Int32(status);
    }

    public static void LoginAck(this ReplyBuffer reply)
    {
        reply.Byte(Token.LoginAck);
        var start = reply.BeginLength();
        reply.Byte(1);
        // TDS 7.4, then SQL Server's version 13.0.6300, both in big-endian order.
        reply.Bytes([0x74, 0x00, 0x00, 0x04]);
        reply.ShortText("Microsoft SQL Server");
        reply.Bytes([13, 0, 0x18, 0x9C]);
        reply.EndLength(start);
    }

    /// <summary>Writes an ENVCHANGE with text values: database (1), language (2) or packet size (4).</summary>
    public static void TextChange(this ReplyBuffer reply, byte kind, string now, string before)
    {
        reply.Byte(Token.EnvironmentChange);
        var start = reply.BeginLength();
        reply.Byte(kind);
        reply.ShortText(now);
        reply.ShortText(before);
        reply.EndLength(start);
    }

    /// <summary>
    /// Writes an ENVCHANGE with binary values: collation (7), transaction (8 begun, 9 committed, 10 rolled back) or reset done (18).
    /// </summary>
    public static void BinaryChange(
        this ReplyBuffer reply,
        byte kind,
        ReadOnlySpan<byte> now,
        ReadOnlySpan<byte> before
    )
    {
        reply.Byte(Token.EnvironmentChange);
        var start = reply.BeginLength();
        reply.Byte(kind);
        reply.Byte((byte)now.Length);
        reply.Bytes(now);
        reply.Byte((byte)before.Length);
        reply.Bytes(before);
        reply.EndLength(start);
    }

    private static void Message(
        ReplyBuffer reply,
        byte token,
        int number,
        byte state,
        byte severity,
        string message,
        int line
    )
    {
        reply.Byte(token);
        var start = reply.BeginLength();
        reply.Int32(number);
        reply.Byte(state);
        reply.Byte(severity);
        reply.LongText(message.AsSpan(0, Math.Min(message.Length, 2000)));
        reply.ShortText(ServerName);
        reply.ShortText("");
        reply.Int32(line);
        reply.EndLength(start);
    }
}

internal static class Token
{
    public const byte ReturnStatus = 0x79;
    public const byte ColumnMetadata = 0x81;
    public const byte Error = 0xAA;
    public const byte Info = 0xAB;
    public const byte LoginAck = 0xAD;
    public const byte Row = 0xD1;
    public const byte EnvironmentChange = 0xE3;
    public const byte Done = 0xFD;
    public const byte DoneProcedure = 0xFE;
    public const byte DoneInProcedure = 0xFF;
}
