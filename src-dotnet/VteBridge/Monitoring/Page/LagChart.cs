using System.Text;
using VteBridge.Monitoring.Snapshots;

namespace VteBridge.Monitoring.Page;

/// <summary>Lag over the last day; a time in which nothing ran is a gap.</summary>
internal static class LagChart
{
    private static readonly TimeSpan Gap = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan[] Tops =
    [
        .. new[] { 10, 30 }.Select(m => TimeSpan.FromMinutes(m)),
        .. new[] { 1, 2, 4, 8, 12 }.Select(h => TimeSpan.FromHours(h)),
        .. new[] { 1, 2, 4, 7, 14, 30, 90, 365 }.Select(d => TimeSpan.FromDays(d)),
    ];

    public static Markup Of(Snapshot now, PageText text)
    {
        var samples = now.LagSamples.Where(s => s.From > now.At.AddHours(-24)).ToList();
        var most = TimeSpan.FromSeconds(samples.Count == 0 ? 0 : samples.Max(s => s.Seconds));
        var top = Tops.FirstOrDefault(t => t >= most, TimeSpan.FromDays(Math.Ceiling(most.TotalDays)));
        var summary =
            samples.Count == 0
                ? "Nothing measured within the last day."
                : $"Within the last day it was {DurationText.Of(most)} at the most, and is {DurationText.Of(now.Lag.Most)} now.";
        return Html.Of(
            $"""
            <section aria-labelledby="lag-title"><h2 id="lag-title">Lag over the last day</h2>
            {Chart.Of(
                "lag",
                "Lag over the last day",
                summary,
                Drawing(samples, now.At, top),
                Short(top),
                Short(top / 2),
                Html.None,
                Table(samples, text),
                Chart.HourLabels(now.At, text)
            )}
            </section>
            """
        );
    }

    private static Markup Drawing(List<LagSample> samples, DateTimeOffset now, TimeSpan top)
    {
        var (line, area) = (new StringBuilder(), new StringBuilder());
        foreach (var stretch in Stretches(samples))
        {
            var points = stretch
                .Select(s => (X: Chart.X(s.From, now), Y: Chart.Height * (1 - s.Seconds / top.TotalSeconds)))
                .ToList();
            // A single sample would be a line without length.
            points.Add((Math.Min(points[^1].X + 5, Chart.Width), points[^1].Y));
            var path = string.Join('L', points.Select(p => $"{Chart.Coordinate(p.X)} {Chart.Coordinate(p.Y)}"));
            line.Append($"M{path}");
            area.Append($"M{Chart.Coordinate(points[0].X)} {Chart.Height}L{path}V{Chart.Height}Z");
        }
        return Html.Of($"""<path class="area" d="{area.ToString()}"/><path class="line" d="{line.ToString()}"/>""");
    }

    private static IEnumerable<List<LagSample>> Stretches(List<LagSample> samples)
    {
        var stretch = new List<LagSample>();
        foreach (var sample in samples)
        {
            if (stretch.Count > 0 && sample.From - stretch[^1].From > Gap)
            {
                yield return stretch;
                stretch = [];
            }
            stretch.Add(sample);
        }
        if (stretch.Count > 0)
            yield return stretch;
    }

    private static Markup Table(List<LagSample> samples, PageText text) =>
        Html.Of(
            $"""
            <table><caption>The most of each hour</caption><thead><tr><th scope="col">Hour</th><th scope="col" class="number">Lag</th></tr></thead><tbody>
            {Html.Join(
                samples
                    .GroupBy(s => s.From.AddTicks(-(s.From.Ticks % TimeSpan.TicksPerHour)))
                    .Select(hour => Html.Of($"<tr><th scope=\"row\">{text.Clock(hour.Key)}</th><td class=\"number\">{DurationText.Of(TimeSpan.FromSeconds(hour.Max(s => s.Seconds)))}</td></tr>"))
            )}
            </tbody></table>
            """
        );

    private static string Short(TimeSpan span) =>
        span.TotalDays >= 1 ? $"{span.TotalDays:0.#} d"
        : span.TotalHours >= 1 ? $"{span.TotalHours:0.#} h"
        : $"{span.TotalMinutes:0.#} min";
}
