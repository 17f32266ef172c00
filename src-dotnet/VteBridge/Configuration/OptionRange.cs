namespace VteBridge.Configuration;

/// <summary>Options that must lie between two values, both included.</summary>
internal static class OptionRange
{
    public static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan Year = TimeSpan.FromDays(366);

    /// <summary>One problem, or none.</summary>
    public static IEnumerable<OptionProblem> Of<T>(string key, T value, T least, T most)
        where T : IComparable<T> =>
        value.CompareTo(least) < 0 || value.CompareTo(most) > 0
            ? [new(key, $"{Text(value)} is out of range.", $"Use {Text(least)} to {Text(most)}.")]
            : [];

    private static string? Text<T>(T value) =>
        value switch
        {
            TimeSpan span => TimeSpanText.Of(span),
            int.MaxValue or long.MaxValue => "any number",
            _ => value?.ToString(),
        };
}
