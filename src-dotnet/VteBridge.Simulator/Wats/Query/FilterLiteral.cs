using System.Globalization;

namespace VteBridge.Simulator.Wats.Query;

/// <summary>Constants in a filter, and how they compare with header fields.</summary>
internal static class FilterLiteral
{
    /// <returns>Normalised to the field's kind: string, Guid, double or DateTimeOffset (UTC); or null.</returns>
    /// <exception cref="QueryException">It is not a constant of that kind.</exception>
    public static object? Read(string token, HeaderField field)
    {
        if (token == "null")
            return null;
        var quoted = token.StartsWith('\'');
        var text = quoted ? token[1..^1].Replace("''", "'", StringComparison.Ordinal) : token;
        return field.Kind switch
        {
            HeaderFieldKind.Text when quoted => text,
            HeaderFieldKind.Id when Guid.TryParse(text, out var id) => id,
            HeaderFieldKind.Number
                when !quoted && double.TryParse(text, CultureInfo.InvariantCulture, out var number) => number,
            HeaderFieldKind.Time when Time(text) is { } time => time,
            _ => throw new QueryException($"$filter: {token} is no constant to compare {field.Name} with."),
        };
    }

    /// <summary>The value as <see cref="Read"/> would have given it.</summary>
    public static object? Normal(object? value) =>
        value switch
        {
            int number => (double)number,
            long number => (double)number,
            DateTimeOffset time => time.ToUniversalTime(),
            _ => value,
        };

    /// <returns>Null when either is null: then no order holds.</returns>
    public static int? Compare(object? actual, object? wanted) =>
        (Normal(actual), wanted) switch
        {
            (string a, string b) => string.CompareOrdinal(a, b),
            (Guid a, Guid b) => a.CompareTo(b),
            (double a, double b) => a.CompareTo(b),
            (DateTimeOffset a, DateTimeOffset b) => a.CompareTo(b),
            _ => null,
        };

    private static DateTimeOffset? Time(string text) =>
        DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var time
        )
            ? time
            : null;
}
