using VteBridge.Monitoring.Snapshots;

namespace VteBridge.Monitoring.Page;

/// <summary>Reports delivered and failed in each of the last 24 hours.</summary>
internal static class HourChart
{
    public static Markup Of(Snapshot now, PageText text)
    {
        var last = now.At.ToUniversalTime();
        var first = last.AddTicks(-(last.Ticks % TimeSpan.TicksPerHour)).AddHours(-23);
        var known = now.Hours.ToDictionary(h => h.Hour.ToUniversalTime());
        var hours = Enumerable
            .Range(0, 24)
            .Select(i => known.GetValueOrDefault(first.AddHours(i), new HourTally(first.AddHours(i))))
            .ToList();
        var top = Top(hours.Max(h => Math.Max(h.Delivered, h.Failed)));
        var summary =
            $"{PageText.Number(hours.Sum(h => (long)h.Delivered))} delivered and {PageText.Number(hours.Sum(h => (long)h.Failed))} failed in the last 24 hours.";
        return Html.Of(
            $"""
            <section aria-labelledby="hours-title"><h2 id="hours-title">Delivered and failed per hour</h2>
            {Chart.Of(
                "hours",
                "Reports delivered and failed per hour",
                summary,
                Drawing(hours, top),
                PageText.Number(top),
                top > 1 ? PageText.Number(top / 2) : "",
                Legend,
                Table(hours, text),
                Labels(hours, text)
            )}
            </section>
            """
        );
    }

    private static Markup Legend =>
        Html.Of(
            $"""<p class="legend" aria-hidden="true"><span class="key delivered"></span>delivered<span class="key failed"></span>failed</p>"""
        );

    private static Markup Drawing(List<HourTally> hours, long top) =>
        Html.Join(
            hours.Select(
                (h, i) =>
                    Html.Of(
                        $"{Bar("delivered", i * 60 + 6, 30, h.Delivered, top)}{Bar("failed", i * 60 + 38, 16, h.Failed, top)}"
                    )
            )
        );

    /// <summary>One that is not zero can always be seen.</summary>
    private static Markup Bar(string kind, int x, int width, int count, long top)
    {
        if (count == 0)
            return Html.None;
        var height = Math.Max(100.0 * count / top, 1.5);
        return Html.Of(
            $"""<rect class="{kind}" x="{x}" y="{Chart.Coordinate(100 - height)}" width="{width}" height="{Chart.Coordinate(height)}"/>"""
        );
    }

    private static Markup Table(List<HourTally> hours, PageText text) =>
        Html.Of(
            $"""
            <table><caption>The last 24 hours</caption><thead><tr><th scope="col">Hour</th><th scope="col" class="number">Delivered</th><th scope="col" class="number">Failed</th><th scope="col" class="number">Cycles</th><th scope="col" class="number">Failed cycles</th></tr></thead><tbody>
            {Html.Join(
                hours.Select(h =>
                    Html.Of(
                        $"<tr><th scope=\"row\">{text.Clock(h.Hour)}</th><td class=\"number\">{PageText.Number(h.Delivered)}</td><td class=\"number\">{PageText.Number(h.Failed)}</td><td class=\"number\">{h.Cycles}</td><td class=\"number\">{h.FailedCycles}</td></tr>"
                    )
                )
            )}
            </tbody></table>
            """
        );

    private static IEnumerable<string> Labels(List<HourTally> hours, PageText text) =>
        hours.Where((_, i) => i % 6 == 0).Select(h => text.Clock(h.Hour)).Append("now");

    /// <summary>The next of 2, 10, 20, 100, 200, …: an axis that does not change with every report.</summary>
    private static long Top(long most)
    {
        long top = 2;
        for (var step = 5; top < most; step = 7 - step)
            top *= step;
        return top;
    }
}
