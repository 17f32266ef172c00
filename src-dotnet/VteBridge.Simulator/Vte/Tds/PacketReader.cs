using System.Buffers;
using System.Buffers.Binary;

namespace VteBridge.Simulator.Vte.Tds;

/// <summary>Reads packets and joins them to requests.</summary>
internal sealed class PacketReader(Stream stream)
{
    private const int HeaderSize = 8;
    private const int LargestRequest = 64 * 1024 * 1024;
    private const byte EndOfMessage = 0x01;
    private const byte Reset = 0x08 | 0x10;

    private readonly byte[] _header = new byte[HeaderSize];

    /// <returns>Null when the client has closed the connection.</returns>
    /// <exception cref="InvalidDataException">The client does not speak TDS.</exception>
    public async ValueTask<TdsMessage?> ReadAsync(CancellationToken cancellation)
    {
        var payload = new ArrayBufferWriter<byte>();
        var isReset = false;
        while (true)
        {
            if (
                await stream.ReadAtLeastAsync(_header, HeaderSize, throwOnEndOfStream: false, cancellation) < HeaderSize
            )
                return null;
            var size = BinaryPrimitives.ReadUInt16BigEndian(_header.AsSpan(2)) - HeaderSize;
            if (size < 0 || !Enum.IsDefined((PacketType)_header[0]) || payload.WrittenCount + size > LargestRequest)
                throw new InvalidDataException($"Not a TDS request: packet type {_header[0]}, length {size}.");
            if (size > 0)
                await stream.ReadExactlyAsync(payload.GetMemory(size)[..size], cancellation);
            payload.Advance(size);
            isReset |= (_header[1] & Reset) != 0;
            if ((_header[1] & EndOfMessage) != 0)
                return new TdsMessage((PacketType)_header[0], isReset, payload.WrittenMemory);
        }
    }
}

internal enum PacketType : byte
{
    Batch = 0x01,
    Rpc = 0x03,
    Reply = 0x04,
    Attention = 0x06,
    TransactionRequest = 0x0E,
    Login = 0x10,
    PreLogin = 0x12,
}

/// <summary>A request: the joined payloads of its packets.</summary>
/// <param name="IsReset">True when the connection comes from a pool and its session must be reset first.</param>
internal sealed record TdsMessage(PacketType Type, bool IsReset, ReadOnlyMemory<byte> Payload);
