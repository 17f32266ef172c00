using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace VteBridge.Simulator.Vte.Storage;

/// <summary>
/// UTF-8 that also holds lone surrogates, each as the three bytes its code unit would take. SQLite keeps text as UTF-8 and never looks
/// at bytes it does not have to, so that any sequence of UTF-16 units, which is what nvarchar is, survives it unchanged.
/// </summary>
internal static class Wtf8
{
    public static byte[] Encode(ReadOnlySpan<char> text)
    {
        var bytes = new byte[text.Length * 3];
        var length = 0;
        while (true)
        {
            var status = Utf8.FromUtf16(
                text,
                bytes.AsSpan(length),
                out var read,
                out var written,
                replaceInvalidSequences: false
            );
            length += written;
            if (status == OperationStatus.Done)
                return bytes.AsSpan(0, length).ToArray();
            var lone = text[read];
            bytes[length++] = (byte)(0xE0 | lone >> 12);
            bytes[length++] = (byte)(0x80 | lone >> 6 & 0x3F);
            bytes[length++] = (byte)(0x80 | lone & 0x3F);
            text = text[(read + 1)..];
        }
    }

    /// <summary>Writes the UTF-16 units; <paramref name="destination"/> has room for one per byte. Returns how many.</summary>
    public static int Decode(ReadOnlySpan<byte> bytes, Span<char> destination)
    {
        var length = 0;
        while (true)
        {
            var status = Utf8.ToUtf16(
                bytes,
                destination[length..],
                out var read,
                out var written,
                replaceInvalidSequences: false
            );
            length += written;
            if (status == OperationStatus.Done)
                return length;
            destination[length++] = (char)(
                (bytes[read] & 0x0F) << 12 | (bytes[read + 1] & 0x3F) << 6 | bytes[read + 2] & 0x3F
            );
            bytes = bytes[(read + 3)..];
        }
    }

    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (Ascii.IsValid(bytes))
            return Encoding.ASCII.GetString(bytes);
        var characters = ArrayPool<char>.Shared.Rent(bytes.Length);
        var text = new string(characters, 0, Decode(bytes, characters));
        ArrayPool<char>.Shared.Return(characters);
        return text;
    }
}

/// <summary>
/// How text compares: case-insensitive and with trailing blanks ignored, as under SQL Server's default collations. The order among
/// unequal texts is that of their upper-case UTF-16 units, and not a dictionary's.
/// </summary>
internal static class TextOrder
{
    public const string Name = "TSQL";

    public static int Compare(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        left = left.TrimEnd((byte)' ');
        right = right.TrimEnd((byte)' ');
        var length = Math.Min(left.Length, right.Length);
        for (var i = 0; i < length; i++)
        {
            if ((left[i] | right[i]) >= 0x80)
                return CompareUnits(left[i..], right[i..]);
            var difference = Upper(left[i]) - Upper(right[i]);
            if (difference != 0)
                return difference;
        }
        return left.Length - right.Length;
    }

    // A difference before the first non-ASCII byte was decided above; a character cut in two by it cannot be: all bytes before are ASCII.
    private static int CompareUnits(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) =>
        string.Compare(Wtf8.Decode(left), Wtf8.Decode(right), StringComparison.OrdinalIgnoreCase);

    private static int Upper(byte unit) => unit is >= (byte)'a' and <= (byte)'z' ? unit - 32 : unit;
}
