using System.Globalization;

namespace VteBridge.Monitoring.Page;

/// <summary>Times, spans and numbers as people read them; times in the zone of the machine.</summary>
internal sealed class PageText(TimeZoneInfo zone)
{
    public string Zone => zone.Id;

    /// <summary>Marked up with the exact moment for machines.</summary>
    public Markup Time(DateTimeOffset? at) =>
        at is { } known
            ? Html.Of($"<time datetime=\"{known.ToUniversalTime():O}\">{Local(known):yyyy-MM-dd HH:mm:ss}</time>")
            : Html.Of($"<span class=\"none\">not yet</span>");

    /// <summary>The clock alone will do for what was a moment ago.</summary>
    public Markup Recent(DateTimeOffset at, DateTimeOffset now) =>
        now - at < TimeSpan.FromHours(12)
            ? Html.Of($"<time datetime=\"{at.ToUniversalTime():O}\">{Clock(at)}</time>")
            : Time(at);

    public string Clock(DateTimeOffset at) => Local(at).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>VTE's raw time: its stations' own.</summary>
    public static string Raw(DateTime at) => at.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    public static string Number(long number) =>
        number.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', '\u202F');

    private DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, zone);
}
