using System.Globalization;
using System.Text;
using VteBridge.Wsjf;

namespace VteBridge.Mapping;

/// <summary>
/// A waveform as text: two or more lines of two numbers each, with ; or tab (decimal comma allowed) or a comma
/// between them, perhaps below one line of headings.
/// </summary>
internal sealed record NumberPairs(string XData, string YData, int Points, bool IsCut, string? XLabel, string? YLabel)
{
    /// <summary>Null when the text is anything else. A last line that is not whole is dropped where the text goes on.</summary>
    public static NumberPairs? Read(string text, bool isWhole)
    {
        var x = new StringBuilder();
        var y = new StringBuilder();
        var points = 0;
        (string X, string Y)? labels = null;
        char? separator = null;
        var first = true;
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan()[range].Trim();
            if (!isWhole && range.End.Value == text.Length)
                break;
            if (line.IsEmpty)
                continue;
            separator ??= SeparatorOf(line);
            if (separator is not { } sign || !TrySplit(line, sign, out var left, out var right))
                return null;
            if (TryNumber(left, sign, out var a) && TryNumber(right, sign, out var b))
            {
                points++;
                if (points <= WsjfLimits.ChartPoints)
                {
                    Append(x, a);
                    Append(y, b);
                }
            }
            else if (first)
                labels = (left.ToString(), right.ToString());
            else
                return null;
            first = false;
        }
        return points < 2
            ? null
            : new NumberPairs(
                x.ToString(),
                y.ToString(),
                points,
                !isWhole || points > WsjfLimits.ChartPoints,
                labels?.X,
                labels?.Y
            );
    }

    private static char? SeparatorOf(ReadOnlySpan<char> line) =>
        line.Contains(';') ? ';'
        : line.Contains('\t') ? '\t'
        : line.Contains(',') ? ','
        : null;

    private static bool TrySplit(
        ReadOnlySpan<char> line,
        char separator,
        out ReadOnlySpan<char> left,
        out ReadOnlySpan<char> right
    )
    {
        var at = line.IndexOf(separator);
        left = at < 0 ? line : line[..at].Trim();
        right = at < 0 ? default : line[(at + 1)..].Trim();
        return at >= 0 && !right.Contains(separator);
    }

    private static bool TryNumber(scoped ReadOnlySpan<char> text, char separator, out double number)
    {
        Span<char> dotted = stackalloc char[32];
        if (separator != ',' && text.Contains(',') && text.Length <= dotted.Length)
        {
            text.Replace(dotted, ',', '.');
            text = dotted[..text.Length];
        }
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number)
            && double.IsFinite(number);
    }

    private static void Append(StringBuilder numbers, double number)
    {
        if (numbers.Length > 0)
            numbers.Append(';');
        numbers.Append(CultureInfo.InvariantCulture, $"{number:R}");
    }
}
