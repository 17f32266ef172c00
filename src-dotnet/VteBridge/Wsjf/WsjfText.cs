using System.Buffers;

namespace VteBridge.Wsjf;

/// <summary>Makes text fit WATS: without characters that XML and JSON readers refuse, and not too long for its place.</summary>
internal static class WsjfText
{
    private static readonly SearchValues<char> Plain = SearchValues.Create([
        .. Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c),
    ]);

    /// <summary>
    /// Replaces control characters (except tab and line ends) and lone surrogates by U+FFFD. Returns the same string if there is nothing
    /// to replace.
    /// </summary>
    public static string Clean(string text)
    {
        var first = FirstUnfit(text);
        return first < 0 ? text : string.Create(text.Length, (text, first), Replace);
    }

    /// <summary>Cuts text to <paramref name="max"/> UTF-16 units, between what a reader sees as characters or at least between code points.</summary>
    public static string Cut(string text, int max) => text.Length <= max ? text : text[..Boundary(text, max)];

    /// <summary>The last index up to <paramref name="max"/> at which the text may be cut.</summary>
    public static int Boundary(ReadOnlySpan<char> text, int max)
    {
        if (max <= 0 || max >= text.Length)
            return Math.Clamp(max, 0, text.Length);
        // Between two ASCII characters a cut is always allowed, except between CR and LF.
        if (char.IsAscii(text[max - 1]) && char.IsAscii(text[max]) && text[max] != '\n')
            return max;
        var at = 0;
        while (at + StringInfo.GetNextTextElementLength(text[at..]) is var next && next <= max)
            at = next;
        // A single visible character longer than max (a letter with many combining accents) is cut between code points.
        return at > 0 ? at
            : char.IsHighSurrogate(text[max - 1]) && char.IsLowSurrogate(text[max]) ? max - 1
            : max;
    }

    private static int FirstUnfit(string text)
    {
        var i = text.AsSpan().IndexOfAnyExcept(Plain);
        if (i < 0)
            return -1;
        for (; i < text.Length; i++)
        {
            if (IsPair(text, i))
                i++;
            else if (IsUnfit(text[i]))
                return i;
        }
        return -1;
    }

    private static void Replace(Span<char> to, (string Text, int First) from)
    {
        var text = from.Text;
        text.CopyTo(to);
        for (var i = from.First; i < text.Length; i++)
        {
            if (IsPair(text, i))
                i++;
            else if (IsUnfit(text[i]))
                to[i] = '\uFFFD';
        }
    }

    private static bool IsPair(string text, int i) =>
        char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);

    private static bool IsUnfit(char c) =>
        char.IsSurrogate(c) || (char.IsControl(c) && c is not ('\t' or '\n' or '\r'));
}

/// <summary>A set of characters that WATS accepts, but that its searches or trends treat specially.</summary>
internal sealed class CharacterSet(string all)
{
    /// <summary>For serial number, part number, revision and station name: wildcards and separators in WATS's searches.</summary>
    public static readonly CharacterSet Reserved = new("*%?_[]^!/\\");

    /// <summary>For names of steps and measurements: the separators in WATS's measurement paths.</summary>
    public static readonly CharacterSet Path = new("/¶");

    private readonly SearchValues<char> _values = SearchValues.Create(all);

    /// <summary>The characters with spaces between them, for people.</summary>
    public string Listed { get; } = string.Join(' ', all.ToCharArray());

    public bool IsIn(string? text) => text.AsSpan().ContainsAny(_values);

    public string Replace(string text, string with) =>
        IsIn(text) ? string.Concat(text.Select(c => all.Contains(c) ? with : $"{c}")) : text;
}
