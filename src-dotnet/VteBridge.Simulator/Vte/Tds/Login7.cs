using System.Runtime.InteropServices;

namespace VteBridge.Simulator.Vte.Tds;

/// <summary>What a LOGIN7 request asks for.</summary>
internal sealed record Login7(
    string User,
    string Password,
    string Database,
    string HostName,
    string ApplicationName,
    int PacketSize,
    bool IsIntegrated,
    bool IsReadOnlyIntent
)
{
    private const int FirstOffset = 36;

    public static Login7 Read(ReadOnlySpan<byte> request)
    {
        var password = Bytes(request, 2).ToArray();
        for (var i = 0; i < password.Length; i++)
        {
            var plain = password[i] ^ 0xA5;
            password[i] = (byte)(plain << 4 | plain >> 4);
        }
        return new Login7(
            Text(Bytes(request, 1)),
            Text(password),
            Text(Bytes(request, 8)),
            Text(Bytes(request, 0)),
            Text(Bytes(request, 3)),
            MemoryMarshal.Read<int>(request[8..]),
            (request[25] & 0x80) != 0,
            (request[26] & 0x20) != 0
        );
    }

    /// <param name="field">The number of the offset and length pair: host, user, password, application, server, …, database.</param>
    private static ReadOnlySpan<byte> Bytes(ReadOnlySpan<byte> request, int field)
    {
        var reader = new RequestReader(request[(FirstOffset + field * 4)..]);
        var (offset, length) = (reader.UInt16(), reader.UInt16());
        return offset + length * 2 <= request.Length
            ? request.Slice(offset, length * 2)
            : throw new InvalidDataException("LOGIN7 points outside of itself.");
    }

    private static string Text(ReadOnlySpan<byte> bytes) => new(MemoryMarshal.Cast<byte, char>(bytes));
}
