using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace VteBridge.Simulator.Vte.Storage;

/// <summary>
/// UTF-8 that can also hold lone surrogates, each in three bytes (WTF-8). SQLite does not check that stored text is valid UTF-8, so every
/// sequence of UTF-16 units, which is what nvarchar allows, is read back unchanged.
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

    /// <summary>
    /// Decodes into UTF-16 units and returns their number; <paramref name="destination"/> must have room for one unit per byte.
    /// </summary>
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
/// Compares text without regard to case and trailing blanks, as SQL Server's default collations do. Unequal texts are ordered by their
/// upper-case UTF-16 units and not as in a dictionary.
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

    // The caller has decided differences before the first non-ASCII byte. No character is cut here, because all bytes before are ASCII.
    private static int CompareUnits(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) =>
        string.Compare(Wtf8.Decode(left), Wtf8.Decode(right), StringComparison.OrdinalIgnoreCase);

    private static int Upper(byte unit) => unit is >= (byte)'a' and <= (byte)'z' ? unit - 32 : unit;
}
