using System.Buffers;
using System.Security.Cryptography;
using VteBridge.Wsjf;

namespace VteBridge.Mapping;

/// <summary>
/// Builds a step's report text, which WATS shows as HTML, from lines of VTE's text, which are escaped. Text that does not fit is
/// cut between characters, never inside an entity, and ends with the length and hash of the whole.
/// </summary>
internal sealed class ReportText
{
    /// <summary>Leaves 200 characters for the note at the end of a cut text.</summary>
    private const int Room = WsjfLimits.ReportText - 200;
    private static readonly (string Character, string Entity)[] Entities =
    [
        ("&", "&amp;"),
        ("<", "&lt;"),
        (">", "&gt;"),
        ("\"", "&quot;"),
        ("'", "&#39;"),
    ];
    private static readonly SearchValues<char> Special = SearchValues.Create("&<>\"'");
    private const int Widest = 6;
    private readonly List<(string? Label, string Text)> _lines = [];

    public bool IsEmpty => _lines.Count == 0;

    /// <summary>Whether the text was cut. Set by <see cref="ToHtml"/>.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Adds a line of text, which must be clean, after a label if there is one.</summary>
    public void Line(string? label, string text) => _lines.Add((label, text));

    /// <summary>Null when no line was added.</summary>
    public string? ToHtml()
    {
        if (IsEmpty)
            return null;
        // The usual case is one short line.
        if (_lines is [(null, { Length: <= Room / Widest } only)] && !only.Contains('\n'))
            return Escaped(only);
        var html = new StringBuilder();
        foreach (var (label, text) in _lines)
        {
            if (html.Length > 0)
                html.Append("<br>");
            IsCut = !Append(html, label is null ? "" : $"{label}: ") || !Append(html, text);
            if (IsCut)
                break;
        }
        if (IsCut)
            html.Append(CutNote());
        var all = html.ToString();
        // HTML keeps line ends only inside <pre>.
        return all.Contains('\n') ? $"<pre>{all}</pre>" : all;
    }

    /// <summary>False when only the beginning of the text fits.</summary>
    private static bool Append(StringBuilder html, string text)
    {
        var fits = Fitting(text, Room - html.Length);
        var part = fits == text.Length ? text : text[..WsjfText.Boundary(text, fits)];
        html.Append(Escaped(part));
        return fits == text.Length;
    }

    private static int Fitting(string text, int room)
    {
        if (text.Length * Widest <= room)
            return text.Length;
        var fits = 0;
        while (fits < text.Length && (room -= Width(text[fits])) >= 0)
            fits++;
        return fits;
    }

    private static string Escaped(string text)
    {
        if (text.AsSpan().IndexOfAny(Special) < 0)
            return text;
        foreach (var (character, entity) in Entities)
            text = text.Replace(character, entity);
        return text;
    }

    private static int Width(char c) =>
        c switch
        {
            '<' or '>' => 4,
            '&' or '\'' => 5,
            '"' => Widest,
            _ => 1,
        };

    /// <summary>Shortens text to at most max characters; cut text ends with the size and hash of the whole. Text must be clean.</summary>
    public static string Cut(string text, int max)
    {
        if (text.Length <= max)
            return text;
        var note = $"… (cut: too long for WATS; {SizeOf(text)})";
        return WsjfText.Cut(text, max - note.Length) + note;
    }

    /// <summary>Length and hash of a text that is not shown whole.</summary>
    public static string SizeOf(string text) =>
        $"{text.Length} characters, SHA-256 {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))} of them in UTF-8";

    private string CutNote()
    {
        if (_lines is [var (_, only)])
            return $"… (cut: too long for WATS; {SizeOf(only)})";
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (_, text) in _lines)
            hash.AppendData(Encoding.UTF8.GetBytes(text));
        var size = _lines.Sum(line => (long)line.Text.Length);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"… (cut: too long for WATS; {size} characters in {_lines.Count} texts, SHA-256 {Convert.ToHexStringLower(hash.GetHashAndReset())} of them in UTF-8)"
        );
    }
}
