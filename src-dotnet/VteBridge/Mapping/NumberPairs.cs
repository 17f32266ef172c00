using VteBridge.Wsjf;

namespace VteBridge.Mapping;

/// <summary>
/// A waveform that VTE stores as text: two or more lines of two numbers each, with or without one line of headings above. Text
/// is read as a waveform only when it can be nothing else. Where commas separate the numbers or are decimal commas, the digits
/// must show which. A number that would be written differently than it was read (leading zeros, too many digits) rules it out.
/// </summary>
internal sealed record NumberPairs(string XData, string YData, bool IsCut, string? XLabel, string? YLabel)
{
    /// <summary>Null when the text is no waveform. If the text is not whole, its last line may be incomplete and is dropped.</summary>
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
    /// "1,5" may be two numbers or one, and "1,234" may be 1.234 or 1234. The numbers are ambiguous unless at least one of them
    /// allows only one reading.
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

    /// <summary>Replaces a decimal comma by a point. With a second comma, or a point as well, the result is no number.</summary>
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
