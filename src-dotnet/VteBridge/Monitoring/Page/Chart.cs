using System.Globalization;

namespace VteBridge.Monitoring.Page;

/// <summary>
/// A figure over the last 24 hours: the drawing stretches with the page, so everything that is read (axes, legend,
/// numbers) is HTML around it. A table says the same to those who do not see it.
/// </summary>
internal static class Chart
{
    public const int Width = 1440;
    public const int Height = 100;

    /// <param name="top">What the upper end of the vertical axis stands for.</param>
    public static Markup Of(
        string id,
        string title,
        string summary,
        Markup drawing,
        string top,
        string middle,
        Markup legend,
        Markup table,
        IEnumerable<string> hours
    ) =>
        Html.Of(
            $"""
            <figure data-part="{id}-chart"><figcaption id="{id}-text">{summary}</figcaption>{legend}
            <div class="plot"><div class="axis-y" aria-hidden="true"><span>{top}</span><span>{middle}</span><span>0</span></div>
            <svg viewBox="0 0 {Width} {Height}" preserveAspectRatio="none" role="img" aria-label="{title}" aria-describedby="{id}-text">
            <path class="grid" d="M0 0H{Width}M0 50H{Width}M0 100H{Width}"/>{drawing}</svg>
            <div class="axis-x" aria-hidden="true">{Html.Join(
                hours.Select(h => Html.Of($"<span>{h}</span>"))
            )}</div></div>
            <details id="{id}-details"><summary>As a table</summary><div class="scroll" tabindex="0" role="region" aria-label="{title}">{table}</div></details></figure>
            """
        );

    /// <summary>The place of a moment on the horizontal axis; its end is now.</summary>
    public static double X(DateTimeOffset at, DateTimeOffset now) =>
        Math.Clamp(Width - (now - at).TotalMinutes, 0, Width);

    public static string Coordinate(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>Five labels, the last of them now.</summary>
    public static IEnumerable<string> HourLabels(DateTimeOffset now, PageText text) =>
        new[] { 24, 18, 12, 6 }.Select(hours => text.Clock(now.AddHours(-hours))).Append("now");
}
