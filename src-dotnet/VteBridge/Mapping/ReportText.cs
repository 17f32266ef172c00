using System.Text;
using VteBridge.Wsjf;

namespace VteBridge.Mapping;

/// <summary>
/// Builds a step's report text, which WATS shows as HTML: lines of VTE's text, escaped. What does not fit is cut
/// between characters, never inside an entity, and the text says so.
/// </summary>
internal sealed class ReportText
{
    private const string Open = "<pre>";
    private const string Close = "</pre>";
    private const string CutNote = "… (cut: too long for WATS)";
    private const int Room = WsjfLimits.ReportText - 100;
    private readonly StringBuilder _html = new();
    private bool _lines;

    public bool IsCut { get; private set; }
    public bool IsEmpty => _html.Length == 0;

    /// <summary>Text must be clean. The label, if any, comes before it.</summary>
    public void Line(string? label, string text)
    {
        if (IsCut)
            return;
        if (_html.Length > 0)
            Break();
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
        : _lines ? Open + _html + Close
        : _html.ToString();

    /// <summary>One line of escaped text, without the builder; only for text that is surely short.</summary>
    public static string Short(string label, string text) =>
        text.AsSpan().IndexOfAny(Special) < 0 ? string.Concat(label, ": ", text) : Long(label, text);

    private static string Long(string? label, string text)
    {
        var one = new ReportText();
        one.Line(label, text);
        return one.ToString() ?? "";
    }

    private const string Special = "&<>\"'\n";

    private void Break()
    {
        Append("\n");
        _lines = true;
    }

    private void Escape(ReadOnlySpan<char> text)
    {
        while (!IsCut && text.Length > 0)
        {
            var plain = text.IndexOfAny(Special);
            if (plain < 0)
                plain = text.Length;
            Append(text[..plain]);
            if (IsCut || plain == text.Length)
                return;
            if (text[plain] == '\n')
                Break();
            else
                Append(Entity(text[plain]));
            text = text[(plain + 1)..];
        }
    }

    /// <summary>All of an entity, or as much of plain text as there is room for.</summary>
    private void Append(ReadOnlySpan<char> html)
    {
        var room = Room - _html.Length;
        if (html.Length <= room)
        {
            _html.Append(html);
            return;
        }
        if (html[0] != '&')
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
            _ => "&#39;",
        };
}
