using System.Globalization;
using System.Text;

namespace VteBridge.Core;

/// <summary>
/// Text from the database on its way to a terminal, a log or a page: control characters could redraw the screen or fake a
/// line, the marks that turn the reading direction could make a text read as another.
/// </summary>
internal static class TextSanitiser
{
    /// <summary>Line ends stay; every other control character, and the ones that turn the reading direction, become U+FFFD.</summary>
    public static string Clean(string text) => Replace(text, c => c is '\n' or '\t');

    public static string OneLine(string text) =>
        Replace(text.Replace("\r\n", " ").Replace('\n', ' ').Replace('\t', ' '), _ => false);

    /// <summary>The same JSON, in which those characters are escaped: inside its strings they may stand as they are.</summary>
    public static string Json(string json)
    {
        if (!json.Any(c => IsUnsafe(c) && !IsLayout(c)))
            return json;
        var clean = new StringBuilder(json.Length + 64);
        foreach (var c in json)
            if (IsUnsafe(c) && !IsLayout(c))
                clean.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else
                clean.Append(c);
        return clean.ToString();
    }

    private static bool IsLayout(char c) => c is '\n' or '\r' or '\t';

    private static string Replace(string text, Func<char, bool> keep)
    {
        if (!text.Any(c => IsUnsafe(c) && !keep(c)))
            return text;
        var clean = new StringBuilder(text.Length);
        foreach (var c in text)
            clean.Append(IsUnsafe(c) && !keep(c) ? '\uFFFD' : c);
        return clean.ToString();
    }

    private static bool IsUnsafe(char c) =>
        char.IsControl(c)
        || c is '\u061C' or '\u200E' or '\u200F' or (>= '\u2028' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
