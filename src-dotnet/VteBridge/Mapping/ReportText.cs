using System.Text;
using VteBridge.Wsjf;

namespace VteBridge.Mapping;

/// <summary>
/// Builds a step's report text, which WATS shows as HTML: lines of VTE's text, escaped. What does not fit is cut
/// between characters, never inside an entity, and the text says so.
/// </summary>
internal sealed class ReportText
{
    private const string NextLine = "<br>";

    // Where VTE's own text has line ends, which HTML would not show.
    private const string Open = "<pre>";
    private const string Close = "</pre>";
    private const string CutNote = "… (cut: too long for WATS)";
    private const int Room = WsjfLimits.ReportText - 100;
    private readonly StringBuilder _html = new();
    private bool _hasLineEnds;

    public bool IsCut { get; private set; }
    public bool IsEmpty => _html.Length == 0;

    /// <summary>Text must be clean. The label, if any, comes before it.</summary>
    public void Line(string? label, string text)
    {
        if (IsCut)
            return;
        if (_html.Length > 0)
            Append(NextLine, canCut: false);
        if (label is not null)
        {
            Escape(label);
            Escape(": ");
        }
        Escape(text);
    }

    /// <summary>Null when nothing was added.</summary>
    public override string? ToString() =>
        _html.Length == 0 ? null
        : _hasLineEnds ? Open + _html + Close
        : _html.ToString();

    public static string Of(string label, string text)
    {
        var one = new ReportText();
        one.Line(label, text);
        return one.ToString()!;
    }

    private const string Special = "&<>\"'\n";

    private void Escape(ReadOnlySpan<char> text)
    {
        while (!IsCut && text.Length > 0)
        {
            var plain = text.IndexOfAny(Special);
            if (plain < 0)
                plain = text.Length;
            Append(text[..plain], canCut: true);
            if (plain == text.Length)
                return;
            _hasLineEnds |= text[plain] == '\n';
            Append(Entity(text[plain]), canCut: false);
            text = text[(plain + 1)..];
        }
    }

    private void Append(ReadOnlySpan<char> html, bool canCut)
    {
        var room = Room - _html.Length;
        if (IsCut)
            return;
        if (html.Length <= room)
        {
            _html.Append(html);
            return;
        }
        if (canCut)
            _html.Append(html[..WsjfText.Boundary(html, Math.Max(0, room))]);
        _html.Append(CutNote);
        IsCut = true;
    }

    private static string Entity(char c) =>
        c switch
        {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' => "&quot;",
            '\'' => "&#39;",
            _ => "\n",
        };
}
