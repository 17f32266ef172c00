using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace VteBridge.Simulator.Vte.Tds;

/// <summary>Writes text and binary values: with a two-byte length, or for (max) types as total length, chunks and a terminator.</summary>
internal static class TextWriter
{
    private const int TextPointerSize = 1 + 16 + 8;
    private const int ChunkHeaderSize = 4;

    public static void Text(ReplyBuffer reply, ReadOnlySpan<byte> wtf8, SqlType type)
    {
        if (!type.IsUnicode)
        {
            Binary(reply, CodePage.Windows1252.GetBytes(Wtf8.Decode(wtf8)), type);
            return;
        }
        if (IsChunked(type))
        {
            var decoded = ArrayPool<byte>.Shared.Rent(wtf8.Length * 2);
            var size = Wtf8.Decode(wtf8, MemoryMarshal.Cast<byte, char>(decoded.AsSpan())) * 2;
            Chunks(reply, decoded.AsSpan(0, size));
            ArrayPool<byte>.Shared.Return(decoded);
            return;
        }
        var prefix = PrefixSize(type);
        var room = reply.Reserve(prefix + wtf8.Length * 2);
        var units = Wtf8.Decode(wtf8, MemoryMarshal.Cast<byte, char>(room[prefix..]));
        if (type.Length > 0 && units > type.Length)
            units = type.Length;
        Prefix(room, units * 2, type);
        reply.Advance(prefix + units * 2);
    }

    public static void Binary(ReplyBuffer reply, ReadOnlySpan<byte> value, SqlType type)
    {
        if (IsChunked(type))
        {
            Chunks(reply, value);
            return;
        }
        if (type.Length > 0 && value.Length > type.Length)
            value = value[..type.Length];
        var prefix = PrefixSize(type);
        Prefix(reply.Take(prefix), value.Length, type);
        reply.Bytes(value);
    }

    private static bool IsLegacy(SqlType type) => type.Kind is SqlKind.Text or SqlKind.NText or SqlKind.Image;

    private static bool IsChunked(SqlType type) => type.Length == SqlType.Max && !IsLegacy(type);

    private static int PrefixSize(SqlType type) => IsLegacy(type) ? TextPointerSize + 4 : 2;

    private static void Prefix(Span<byte> room, int length, SqlType type)
    {
        if (!IsLegacy(type))
        {
            BinaryPrimitives.WriteUInt16LittleEndian(room, (ushort)length);
            return;
        }
        room[0] = 16;
        room[1..TextPointerSize].Fill((byte)'V');
        BinaryPrimitives.WriteInt32LittleEndian(room[TextPointerSize..], length);
    }

    /// <summary>
    /// Splits the value into chunks as SQL Server does: each chunk ends with its packet and never continues in the next one.
    /// </summary>
    private static void Chunks(ReplyBuffer reply, ReadOnlySpan<byte> value)
    {
        reply.Int64(value.Length);
        while (value.Length > 0)
        {
            if (!reply.ChunksCrossPackets && reply.RoomInPacket <= ChunkHeaderSize)
                reply.EndPacket();
            var size = reply.ChunksCrossPackets
                ? value.Length
                : Math.Min(value.Length, reply.RoomInPacket - ChunkHeaderSize);
            reply.Int32(size);
            reply.Bytes(value[..size]);
            value = value[size..];
        }
        reply.Int32(0);
    }
}
