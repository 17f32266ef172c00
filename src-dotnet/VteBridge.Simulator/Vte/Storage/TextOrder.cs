namespace VteBridge.Simulator.Vte.Storage;

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
