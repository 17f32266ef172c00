using System.Globalization;

namespace VteBridge.Simulator.Wats.Rules;

/// <summary>Times: ISO 8601 with an offset; startUTC with Z and the same instant as start.</summary>
internal static class TimeRules
{
    private const string Local = "yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz";
    private const string Utc = "yyyy-MM-ddTHH:mm:ss.FFFFFFF'Z'";

    public static void CheckStart(JsonPart report, bool requireUtc)
    {
        report.Require("start");
        var start = Check(report, "start");
        if (requireUtc)
        {
            report.Require("startUTC");
        }
        if (report.Text("startUTC") is not { } text)
        {
            return;
        }
        if (!TryUtc(text, out var utc))
        {
            report.Problem("startUTC", $"is '{text}', which is not a time of the form 2026-01-31T12:00:00Z");
        }
        else if (start is not null && start != utc)
        {
            report.Problem(
                "startUTC",
                $"is '{text}', but start is {start.Value.UtcDateTime:yyyy-MM-ddTHH:mm:ss.FFFFFFFZ}"
            );
        }
    }

    /// <returns>Null when it is absent or wrong.</returns>
    public static DateTimeOffset? Check(JsonPart part, string name)
    {
        if (part.Text(name) is not { } text)
        {
            return null;
        }
        if (
            DateTimeOffset.TryParseExact(text, Local, CultureInfo.InvariantCulture, default, out var time)
            || TryUtc(text, out time)
        )
        {
            return time;
        }
        part.Problem(name, $"is '{text}', which is not a time with an offset, such as 2026-01-31T12:00:00+01:00");
        return null;
    }

    private static bool TryUtc(string text, out DateTimeOffset time) =>
        DateTimeOffset.TryParseExact(text, Utc, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);
}
