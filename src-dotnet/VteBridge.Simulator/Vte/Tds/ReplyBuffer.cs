using System.Buffers.Binary;

namespace VteBridge.Simulator.Vte.Tds;

/// <summary>
/// The reply under construction. Tokens are written as one stream of bytes; <see cref="FlushAsync"/> cuts it into packets of the
/// negotiated size and sends them.
/// </summary>
internal sealed class ReplyBuffer(Stream stream)
{
    private const int HeaderSize = 8;
    private const int FlushThreshold = 64 * 1024;
    private const int KeptCapacity = 1024 * 1024;

    private byte[] _tokens = new byte[2 * FlushThreshold];
    private byte[] _packets = [];
    private int _length;
    private byte _packetNumber;

    public int PacketSize { get; set; } = 4096;

    public int PacketPayload => PacketSize - HeaderSize;

    /// <summary>How many bytes the packet that is being filled still takes; what is in the buffer begins with a packet.</summary>
    public int RoomInPacket => PacketPayload - _length % PacketPayload;

    /// <summary>A (max) value is one chunk, however many packets it takes: what no SQL Server does.</summary>
    public bool ChunksCrossPackets { get; set; }

    public bool IsFull => _length >= FlushThreshold;

    /// <summary>How much is written and not yet sent; set it back to take back what was written since.</summary>
    public int Length
    {
        get => _length;
        set => _length = value;
    }

    /// <summary>Room for that many bytes, which count as written.</summary>
    public Span<byte> Take(int count)
    {
        var room = Reserve(count);
        _length += count;
        return room[..count];
    }

    /// <summary>Room for at least that many bytes, of which <see cref="Advance"/> keeps some.</summary>
    public Span<byte> Reserve(int count)
    {
        if (_tokens.Length - _length < count)
            Array.Resize(ref _tokens, Math.Max(_tokens.Length * 2, _length + count));
        return _tokens.AsSpan(_length);
    }

    public void Advance(int count) => _length += count;

    public void Byte(byte value) => Take(1)[0] = value;

    public void UInt16(int value) => BinaryPrimitives.WriteUInt16LittleEndian(Take(2), (ushort)value);

    public void Int32(int value) => BinaryPrimitives.WriteInt32LittleEndian(Take(4), value);

    public void Int64(long value) => BinaryPrimitives.WriteInt64LittleEndian(Take(8), value);

    public void Bytes(ReadOnlySpan<byte> value) => value.CopyTo(Take(value.Length));

    public void Utf16(ReadOnlySpan<char> value) =>
        System.Runtime.InteropServices.MemoryMarshal.AsBytes(value).CopyTo(Take(value.Length * 2));

    /// <summary>B_VARCHAR: the length in one byte, then the text.</summary>
    public void ShortText(ReadOnlySpan<char> value)
    {
        value = value[..Math.Min(value.Length, byte.MaxValue)];
        Byte((byte)value.Length);
        Utf16(value);
    }

    /// <summary>US_VARCHAR: the length in two bytes, then the text.</summary>
    public void LongText(ReadOnlySpan<char> value)
    {
        value = value[..Math.Min(value.Length, ushort.MaxValue)];
        UInt16(value.Length);
        Utf16(value);
    }

    /// <summary>A length that is known only later: returns where it stands.</summary>
    public int BeginLength()
    {
        Take(2);
        return _length;
    }

    public void EndLength(int start) =>
        BinaryPrimitives.WriteUInt16LittleEndian(_tokens.AsSpan(start - 2), (ushort)(_length - start));

    /// <summary>Sends what is written, in packets.</summary>
    public async ValueTask FlushAsync(Flush flush, CancellationToken cancellation)
    {
        var payload = PacketPayload;
        var count = flush == Flush.Full ? _length / payload : (_length + payload - 1) / payload;
        if (flush == Flush.End)
            count = Math.Max(1, count);
        if (count == 0)
            return;
        var sent = Math.Min(_length, count * payload);
        var size = sent + count * HeaderSize;
        if (_packets.Length < size)
            _packets = new byte[size];
        for (var i = 0; i < count; i++)
            Frame(i, Math.Min(payload, sent - i * payload), flush == Flush.End && i == count - 1);
        _tokens.AsSpan(sent, _length - sent).CopyTo(_tokens);
        _length -= sent;
        await stream.WriteAsync(_packets.AsMemory(0, size), cancellation);
        if (flush == Flush.End)
            EndMessage();
    }

    private void EndMessage()
    {
        _packetNumber = 0;
        if (_tokens.Length > KeptCapacity)
            _tokens = new byte[2 * FlushThreshold];
        if (_packets.Length > KeptCapacity)
            _packets = [];
    }

    private void Frame(int index, int length, bool isLast)
    {
        var packet = _packets.AsSpan(index * PacketSize);
        packet[0] = (byte)PacketType.Reply;
        packet[1] = isLast ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], (ushort)(length + HeaderSize));
        packet.Slice(4, 4).Clear();
        packet[6] = ++_packetNumber;
        _tokens.AsSpan(index * (PacketSize - HeaderSize), length).CopyTo(packet[HeaderSize..]);
    }
}
