using VteBridge.Wsjf;

namespace VteBridge.Mapping;

/// <summary>
/// A waveform as text: two or more lines of two numbers each, perhaps below one line of headings. Only text that can be nothing
/// else is one: with a comma between the numbers, or a decimal comma in them, each has to follow from the digits; numbers that
/// would not come back as they are written (leading zeros, too many digits) are none.
/// </summary>
internal sealed record NumberPairs(string XData, string YData, bool IsCut, string? XLabel, string? YLabel)
{
    /// <summary>Null when the text is anything else. A last line that is not whole is dropped where the text goes on.</summary>
    public static NumberPairs? Read(string text, bool isWhole)
    {
        var lines = text.Split('\n');
        var rows = (isWhole ? lines : lines[..^1]).Select(line => line.Trim()).Where(line => line != "").ToList();
        if (rows.Count < 2 || SeparatorOf(rows[0]) is not { } separator)
            return null;
        var cells = rows.Select(row => row.Split(separator, StringSplitOptions.TrimEntries)).ToList();
        if (cells.Any(row => row.Length != 2))
            return null;
        var labels = cells[0].All(IsNumber) ? null : cells[0];
        var numbers = cells.Skip(labels is null ? 0 : 1).ToList();
        if (numbers.Count < 2 || !numbers.All(row => row.All(IsNumber)) || IsAmbiguous(numbers, separator))
            return null;
        return new NumberPairs(
            Data(numbers, 0),
            Data(numbers, 1),
            !isWhole || numbers.Count > WsjfLimits.ChartPoints,
            labels?[0],
            labels?[1]
        );
    }

    private static char? SeparatorOf(string line) =>
        line.Contains(';') ? ';'
        : line.Contains('\t') ? '\t'
        : line.Contains(',') ? ','
        : null;

    /// <summary>
    /// "1,5" may be two numbers or one, and "1,234" one thing here and another there. Somewhere in the text must be what only one of
    /// the readings explains.
    /// </summary>
    private static bool IsAmbiguous(List<string[]> rows, char separator)
    {
        if (separator == ',')
            return rows.All(row =>
                IsDigits(row[0].TrimStart('-', '+')) && char.IsAsciiDigit(row[1][0]) && !row[1].Contains('.')
            );
        var withComma = rows.SelectMany(row => row).Where(cell => cell.Contains(',')).ToList();
        return withComma.Count > 0 && withComma.All(MayBeThousands);
    }

    private static bool MayBeThousands(string cell)
    {
        var parts = cell.TrimStart('-', '+').Split(',');
        return parts[0].Length is > 0 and <= 3 && parts[0][0] != '0' && parts[1].Length == 3 && parts.All(IsDigits);
    }

    private static bool IsDigits(string text) => text.Length > 0 && text.All(char.IsAsciiDigit);

    private static bool IsNumber(string cell)
    {
        var digits = cell.TrimStart('-', '+');
        var hasLeadingZero = digits.Length > 1 && digits[0] == '0' && char.IsAsciiDigit(digits[1]);
        var hasTooManyDigits = digits.Length > 15 && IsDigits(digits);
        return !hasLeadingZero
            && !hasTooManyDigits
            && double.TryParse(Dotted(cell), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number);
    }

    /// <summary>A second comma, or a comma beside a point, leaves no number.</summary>
    private static string Dotted(string cell) =>
        cell.IndexOf(',') is >= 0 and var at && !cell.Contains('.') ? $"{cell[..at]}.{cell[(at + 1)..]}" : cell;

    private static string Data(List<string[]> rows, int column) =>
        string.Join(
            ';',
            rows.Take(WsjfLimits.ChartPoints)
                .Select(row =>
                    double.Parse(Dotted(row[column]), CultureInfo.InvariantCulture)
                        .ToString("R", CultureInfo.InvariantCulture)
                )
        );
}
