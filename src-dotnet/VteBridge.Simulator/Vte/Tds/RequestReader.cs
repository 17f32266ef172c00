using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace VteBridge.Simulator.Vte.Tds;

/// <summary>Walks through the bytes of a request.</summary>
internal ref struct RequestReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public readonly bool IsAtEnd => _rest.IsEmpty;

    public ReadOnlySpan<byte> Bytes(int count)
    {
        if (count < 0 || count > _rest.Length)
            throw new InvalidDataException($"The request ends {count - _rest.Length} bytes too early.");
        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }

    public byte Byte() => Bytes(1)[0];

    public ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Bytes(2));

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Bytes(4));

    public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Bytes(8));

    /// <param name="length">In UTF-16 units.</param>
    public string Utf16(int length) => new(MemoryMarshal.Cast<byte, char>(Bytes(length * 2)));

    public string ShortText() => Utf16(Byte());

    /// <summary>ALL_HEADERS, which requests begin with; nothing in them matters here.</summary>
    public void SkipHeaders() => Bytes(Int32() - 4);

    public string Rest() => new(MemoryMarshal.Cast<byte, char>(Bytes(_rest.Length)));
}
