using System.Buffers.Binary;
using System.Runtime.InteropServices;
using VteBridge.Simulator.Vte.Sql;
using VteBridge.Simulator.Vte.Storage;

namespace VteBridge.Simulator.Vte.Tds;

/// <summary>Text and binary: with a two-byte length, or for (max) types as one chunk between its total length and a terminator.</summary>
internal static class TextWriter
{
    private const int TextPointerSize = 1 + 16 + 8;

    public static void Text(ReplyBuffer reply, ReadOnlySpan<byte> wtf8, SqlType type)
    {
        if (!type.IsUnicode)
        {
            Binary(reply, CodePage.Windows1252.GetBytes(Wtf8.Decode(wtf8)), type);
            return;
        }
        var prefix = PrefixSize(type);
        var room = reply.Reserve(prefix + wtf8.Length * 2);
        var units = Wtf8.Decode(wtf8, MemoryMarshal.Cast<byte, char>(room[prefix..]));
        if (type.Length > 0 && units > type.Length)
            units = type.Length;
        Prefix(room, units * 2, type);
        reply.Advance(prefix + units * 2);
        Terminate(reply, units, type);
    }

    public static void Binary(ReplyBuffer reply, ReadOnlySpan<byte> value, SqlType type)
    {
        if (type.Length > 0 && value.Length > type.Length)
            value = value[..type.Length];
        var prefix = PrefixSize(type);
        Prefix(reply.Take(prefix), value.Length, type);
        reply.Bytes(value);
        Terminate(reply, value.Length, type);
    }

    private static bool IsLegacy(SqlType type) => type.Kind is SqlKind.Text or SqlKind.NText or SqlKind.Image;

    private static int PrefixSize(SqlType type) =>
        IsLegacy(type) ? TextPointerSize + 4
        : type.Length == SqlType.Max ? 8 + 4
        : 2;

    private static void Prefix(Span<byte> room, int length, SqlType type)
    {
        if (IsLegacy(type))
        {
            room[0] = 16;
            room[1..TextPointerSize].Fill((byte)'V');
            BinaryPrimitives.WriteInt32LittleEndian(room[TextPointerSize..], length);
        }
        else if (type.Length == SqlType.Max)
        {
            BinaryPrimitives.WriteInt64LittleEndian(room, length);
            BinaryPrimitives.WriteInt32LittleEndian(room[8..], length);
        }
        else
            BinaryPrimitives.WriteUInt16LittleEndian(room, (ushort)length);
    }

    /// <summary>An empty (max) value's only chunk is the terminator, which its prefix has written already.</summary>
    private static void Terminate(ReplyBuffer reply, int length, SqlType type)
    {
        if (!IsLegacy(type) && type.Length == SqlType.Max && length > 0)
            reply.Int32(0);
    }
}
