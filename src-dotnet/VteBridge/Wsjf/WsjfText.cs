using System.Buffers;

namespace VteBridge.Wsjf;

/// <summary>Text as WATS takes it: nothing that XML and JSON readers refuse, and no longer than its place allows.</summary>
internal static class WsjfText
{
    private static readonly SearchValues<char> Plain = SearchValues.Create([
        .. Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c),
    ]);

    /// <summary>
    /// Control characters (tab and line ends excepted) and lone surrogates become U+FFFD; everything else stays as it
    /// is. Returns the same string when there is nothing to replace.
    /// </summary>
    public static string Clean(string text)
    {
        var first = FirstUnfit(text);
        return first < 0 ? text : string.Create(text.Length, (text, first), Replace);
    }

    /// <summary>At most <paramref name="max"/> characters, cut between what a reader sees as characters, at least between whole code points.</summary>
    public static string Cut(string text, int max) => text.Length <= max ? text : text[..Boundary(text, max)];

    /// <summary>The last place not after <paramref name="max"/> at which the text may be cut.</summary>
    public static int Boundary(ReadOnlySpan<char> text, int max)
    {
        if (max <= 0 || max >= text.Length)
            return Math.Clamp(max, 0, text.Length);
        // Between two ASCII characters there is no need to read from the beginning; only CR LF belong together.
        if (char.IsAscii(text[max - 1]) && char.IsAscii(text[max]) && text[max] != '\n')
            return max;
        var at = 0;
        while (at + StringInfo.GetNextTextElementLength(text[at..]) is var next && next <= max)
            at = next;
        // One "character" that is longer than the place (a letter under a pile of accents) is cut between code points.
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

/// <summary>A set of characters that WATS takes, but that its searches or its trends read as something else.</summary>
internal sealed class CharacterSet(string all)
{
    /// <summary>In serial number, part number, revision and station name: wildcards and separators of WATS's searches.</summary>
    public static readonly CharacterSet Reserved = new("*%?_[]^!/\\");

    /// <summary>In names of steps and measurements: what WATS puts between the names of a measurement's path.</summary>
    public static readonly CharacterSet Path = new("/¶");

    private readonly SearchValues<char> _values = SearchValues.Create(all);

    /// <summary>For people, with spaces between them.</summary>
    public string Listed { get; } = string.Join(' ', all.ToCharArray());

    public bool IsIn(string? text) => text.AsSpan().ContainsAny(_values);

    public string Replace(string text, string with) =>
        IsIn(text) ? string.Concat(text.Select(c => all.Contains(c) ? with : $"{c}")) : text;
}
