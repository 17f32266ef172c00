using System.Text.RegularExpressions;

namespace VteBridge.Configuration;

/// <summary>
/// Time spans as people write them: `30s`, `5m`, `24h`, `1h30m`, `7d`, or `hh:mm:ss` and `d.hh:mm:ss`. A number without a
/// unit is refused, because .NET would read `30` as thirty days.
/// </summary>
internal static partial class TimeSpanText
{
    public const string Form = "30s, 5m, 24h, 7d, hh:mm:ss or d.hh:mm:ss";

    public static bool TryParse(string text, out TimeSpan span)
    {
        var trimmed = text.Trim();
        if (trimmed == "0")
            return (span = TimeSpan.Zero) == TimeSpan.Zero;
        try
        {
            return TryUnits(trimmed, out span) || TryClock(trimmed, out span);
        }
        catch (OverflowException)
        {
            span = default;
            return false;
        }
    }

    /// <summary>The shortest of the forms that <see cref="TryParse"/> reads.</summary>
    public static string Of(TimeSpan span) =>
        span switch
        {
            _ when span == TimeSpan.Zero => "0s",
            _ when span.Ticks % TimeSpan.TicksPerSecond != 0 => span.ToString("c", CultureInfo.InvariantCulture),
            _ when span.Ticks % TimeSpan.TicksPerDay == 0 => $"{span.Days}d",
            _ when span.Ticks % TimeSpan.TicksPerHour == 0 => $"{(long)span.TotalHours}h",
            _ when span.Ticks % TimeSpan.TicksPerMinute == 0 => $"{(long)span.TotalMinutes}m",
            _ => $"{(long)span.TotalSeconds}s",
        };

    private static bool TryUnits(string text, out TimeSpan span)
    {
        span = TimeSpan.Zero;
        var match = Units().Match(text);
        if (!match.Success)
            return false;
        foreach (
            var (group, unit) in new[] { ("d", 86_400_000.0), ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1) }
        )
            if (match.Groups[group] is { Success: true } number)
                span += TimeSpan.FromMilliseconds(double.Parse(number.Value, CultureInfo.InvariantCulture) * unit);
        return true;
    }

    /// <summary>Hours above 23 stay hours: `24:00:00` is one day, where .NET would read 24 days.</summary>
    private static bool TryClock(string text, out TimeSpan span)
    {
        span = TimeSpan.Zero;
        var match = Clock().Match(text);
        if (!match.Success)
            return false;
        int Part(string name) =>
            match.Groups[name] is { Success: true } p ? int.Parse(p.Value, CultureInfo.InvariantCulture) : 0;
        if (Part("m") > 59 || Part("s") > 59 || (match.Groups["d"].Success && Part("h") > 23))
            return false;
        var fraction = match.Groups["f"] is { Success: true } f
            ? double.Parse("0." + f.Value, CultureInfo.InvariantCulture)
            : 0;
        span = TimeSpan.FromHours((24 * Part("d")) + Part("h"), Part("m"), Part("s")) + TimeSpan.FromSeconds(fraction);
        return true;
    }

    [GeneratedRegex(
        """
            ^(?=.)
            (?:(?<d>[0-9]+(?:\.[0-9]+)?)\s*d(?:ays?)?\s*)?
            (?:(?<h>[0-9]+(?:\.[0-9]+)?)\s*h(?:ours?)?\s*)?
            (?:(?<m>[0-9]+(?:\.[0-9]+)?)\s*m(?:in(?:utes?)?)?\s*)?
            (?:(?<s>[0-9]+(?:\.[0-9]+)?)\s*s(?:ec(?:onds?)?)?\s*)?
            (?:(?<ms>[0-9]+(?:\.[0-9]+)?)\s*ms)?$
            """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant
    )]
    private static partial Regex Units();

    [GeneratedRegex(
        @"^(?:(?<d>[0-9]{1,6})\.)?(?<h>[0-9]{1,6}):(?<m>[0-9][0-9]):(?<s>[0-9][0-9])(?:\.(?<f>[0-9]{1,7}))?$"
    )]
    private static partial Regex Clock();
}

/// <summary>
/// A time as VTE's clocks show it, with the year first. Other forms are refused: 01/02/2026 would be another day on
/// another machine, and an offset or Z would be dropped silently.
/// </summary>
internal static class VteTimeText
{
    public const string Form = "2026-01-31 or \"2026-01-31 13:45\", without a zone";

    private static readonly string[] Formats =
    [
        "yyyy-M-d",
        .. from separator in new[] { "' '", "'T'" }
        from time in new[] { "H:mm", "H:mm:ss", "H:mm:ss.FFFFFFF" }
        select $"yyyy-M-d{separator}{time}",
    ];

    public static bool TryParse(string text, out DateTime time) =>
        DateTime.TryParseExact(text.Trim(), Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
}
