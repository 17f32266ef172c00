using System.Globalization;

namespace VteBridge.Configuration;

/// <summary>
/// A time as VTE's clocks show it, written one way only: 01/02/2026 would be another day on another machine, and an
/// offset or Z would be dropped in silence.
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
