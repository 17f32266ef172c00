using System.Buffers.Binary;

namespace VteBridge.Simulator.Vte.Tds;

/// <summary>The first exchange: the server names its version and that it does not encrypt.</summary>
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
