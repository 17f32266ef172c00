using System.Buffers.Binary;

namespace VteBridge.Simulator.Vte.Tds;

/// <summary>
/// A reply that is being written. Tokens are appended as one stream of bytes; <see cref="FlushAsync"/> splits it into packets of the
/// negotiated size and sends them.
/// </summary>
internal sealed class ReplyBuffer(Stream stream, VteStatistics statistics)
{
    private const int HeaderSize = 8;
    private const int FlushThreshold = 64 * 1024;
    private const int KeptCapacity = 1024 * 1024;

    private byte[] _tokens = new byte[2 * FlushThreshold];
    private readonly List<int> _earlyEnds = [];
    private byte[] _packets = [];
    private int _length;
    private byte _packetNumber;

    public int PacketSize { get; set; } = 4096;

    public int PacketPayload => PacketSize - HeaderSize;

    /// <summary>How many bytes still fit into the current packet.</summary>
    public int RoomInPacket => PacketPayload - (_length - _earlyEnds.LastOrDefault()) % PacketPayload;

    /// <summary>When true, a (max) value is one chunk that may span several packets, which SQL Server never sends.</summary>
    public bool ChunksCrossPackets { get; set; }

    public bool IsFull => _length >= FlushThreshold;

    /// <summary>Bytes written and not yet sent. Setting it to a smaller value removes what was written after that point.</summary>
    public int Length
    {
        get => _length;
        set
        {
            _length = value;
            _earlyEnds.RemoveAll(end => end > value);
        }
    }

    /// <summary>Ends the current packet early: what is written next is in a new packet.</summary>
    public void EndPacket() => _earlyEnds.Add(_length);

    /// <summary>Appends <paramref name="count"/> bytes and returns them for writing.</summary>
    public Span<byte> Take(int count)
    {
        var room = Reserve(count);
        _length += count;
        return room[..count];
    }

    /// <summary>Returns room for at least <paramref name="count"/> bytes; <see cref="Advance"/> appends those that were used.</summary>
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

    /// <summary>Writes a B_VARCHAR: the length in one byte, then the text.</summary>
    public void ShortText(ReadOnlySpan<char> value)
    {
        value = value[..Math.Min(value.Length, byte.MaxValue)];
        Byte((byte)value.Length);
        Utf16(value);
    }

    /// <summary>Writes a US_VARCHAR: the length in two bytes, then the text.</summary>
    public void LongText(ReadOnlySpan<char> value)
    {
        value = value[..Math.Min(value.Length, ushort.MaxValue)];
        UInt16(value.Length);
        Utf16(value);
    }

    /// <summary>Reserves two bytes for a length that is known only later; pass the result to <see cref="EndLength"/>.</summary>
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
        var (sent, size) = (0, 0);
        while (sent < _length)
        {
            var end = Math.Min(_length, sent + PacketPayload);
            if (_earlyEnds is [var early, ..] && early <= end)
            {
                end = early;
                _earlyEnds.RemoveAt(0);
            }
            else if (flush == Flush.Full && end - sent < PacketPayload)
                break;
            size = Frame(size, _tokens.AsSpan(sent, end - sent), flush == Flush.End && end == _length);
            sent = end;
        }
        if (flush == Flush.End && size == 0)
            size = Frame(0, [], isLast: true);
        _tokens.AsSpan(sent, _length - sent).CopyTo(_tokens);
        _length -= sent;
        for (var i = 0; i < _earlyEnds.Count; i++)
            _earlyEnds[i] -= sent;
        if (size > 0)
            await stream.WriteAsync(_packets.AsMemory(0, size), cancellation);
        statistics.Sent(size);
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

    /// <returns>Where the next packet begins in the buffer.</returns>
    private int Frame(int start, ReadOnlySpan<byte> payload, bool isLast)
    {
        var end = start + HeaderSize + payload.Length;
        if (_packets.Length < end)
            Array.Resize(ref _packets, Math.Max(2 * _packets.Length, _length + PacketSize));
        var packet = _packets.AsSpan(start, HeaderSize + payload.Length);
        packet[0] = (byte)PacketType.Reply;
        packet[1] = isLast ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], (ushort)packet.Length);
        packet.Slice(4, 4).Clear();
        packet[6] = ++_packetNumber;
        payload.CopyTo(packet[HeaderSize..]);
        return end;
    }
}

internal enum Flush
{
    /// <summary>Sends only full packets.</summary>
    Full,

    /// <summary>Sends everything; the last packet may be shorter, and the message continues.</summary>
    All,

    /// <summary>Sends everything and ends the message.</summary>
    End,
}
