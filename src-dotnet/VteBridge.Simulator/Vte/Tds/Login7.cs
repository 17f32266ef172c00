using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace VteBridge.Simulator.Vte.Tds;

/// <summary>The contents of a LOGIN7 request.</summary>
internal sealed record Login7(
    string User,
    string Password,
    string Database,
    string HostName,
    string ApplicationName,
    int PacketSize,
    bool IsIntegrated
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
            (request[25] & 0x80) != 0
        );
    }

    /// <param name="field">Index of the offset and length pair: host, user, password, application, server, …, database.</param>
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

/// <summary>Answers PRELOGIN: the server's version, and that it does not encrypt.</summary>
internal static class PreLogin
{
    private const byte Version = 0x00;
    private const byte Encryption = 0x01;
    private const byte Instance = 0x02;
    private const byte ThreadId = 0x03;
    private const byte Mars = 0x04;
    private const byte Terminator = 0xFF;
    private const byte EncryptionNotSupported = 0x02;

    public static void Reply(ReplyBuffer reply)
    {
        ReadOnlySpan<byte> version = [13, 0, 0x18, 0x9C, 0, 0];
        (byte Option, byte[] Data)[] options =
        [
            (Version, version.ToArray()),
            (Encryption, [EncryptionNotSupported]),
            (Instance, [0]),
            (ThreadId, []),
            (Mars, [0]),
        ];
        var offset = options.Length * 5 + 1;
        foreach (var (option, data) in options)
        {
            reply.Byte(option);
            BinaryPrimitives.WriteUInt16BigEndian(reply.Take(2), (ushort)offset);
            BinaryPrimitives.WriteUInt16BigEndian(reply.Take(2), (ushort)data.Length);
            offset += data.Length;
        }
        reply.Byte(Terminator);
        foreach (var (_, data) in options)
            reply.Bytes(data);
    }
}
