using System.Buffers.Binary;

namespace VteBridge.Tests.Vte;

/// <summary>Begins TLS as SQL Server does: it answers that it encrypts, then wraps the handshake in TDS packets.</summary>
internal sealed class TdsHandshake(Stream inner) : Stream
{
    private const int HeaderSize = 8;
    private const byte PreLogin = 0x12;
    private const byte Reply = 0x04;
    private int _left;

    /// <summary>A PRELOGIN answer ([MS-TDS] 2.2.6.5): version 16, and that the server encrypts everything.</summary>
    private static readonly byte[] WithEncryption =
    [
        .. new byte[] { 0, 0, 11, 0, 6 },
        .. new byte[] { 1, 0, 17, 0, 1 },
        0xFF,
        .. new byte[] { 16, 0, 0, 0, 0, 0 },
        1,
    ];

    public static async Task<Stream> BeginAsync(Stream stream, CancellationToken stop)
    {
        var request = new byte[await HeaderAsync(stream, stop)];
        await stream.ReadExactlyAsync(request, stop);
        await stream.WriteAsync(Packet(Reply, WithEncryption), stop);
        return new TdsHandshake(stream);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_left == 0)
            _left = await HeaderAsync(inner, cancellationToken);
        var read = await inner.ReadAsync(buffer[..Math.Min(buffer.Length, _left)], cancellationToken);
        _left -= read;
        return read;
    }

    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer,
        CancellationToken cancellationToken = default
    ) => await inner.WriteAsync(Packet(PreLogin, buffer.Span), cancellationToken);

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override void Flush() => inner.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <returns>The number of bytes that follow in the packet.</returns>
    private static async Task<int> HeaderAsync(Stream stream, CancellationToken stop)
    {
        var header = new byte[HeaderSize];
        await stream.ReadExactlyAsync(header, stop);
        return BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(2)) - HeaderSize;
    }

    private static byte[] Packet(byte type, ReadOnlySpan<byte> payload)
    {
        var packet = new byte[HeaderSize + payload.Length];
        (packet[0], packet[1]) = (type, 1);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)packet.Length);
        payload.CopyTo(packet.AsSpan(HeaderSize));
        return packet;
    }
}
