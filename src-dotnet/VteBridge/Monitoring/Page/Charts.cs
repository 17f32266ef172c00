namespace VteBridge.Monitoring.Page;

/// <summary>
/// A chart of the last 24 hours, 1440 wide and 100 high. The drawing is stretched with the page, so all text (axes,
/// legend, numbers) is HTML around it, and a table has the same data for people who cannot see it.
/// </summary>
/// <param name="Top">The label of the upper end of the vertical axis.</param>
/// <param name="Marks">Five labels for the horizontal axis.</param>
internal sealed record Chart(
    string Id,
    string Title,
    string Summary,
    string Top,
    string Middle,
    IReadOnlyList<string> Marks,
    IReadOnlyList<string> Columns,
    IReadOnlyList<string[]> Rows
)
{
    public const int Width = 1440;
    public const int Height = 100;

    /// <summary>SVG paths, each with its class in the style sheet.</summary>
    public IReadOnlyList<(string Class, string Path)> Paths { get; init; } = [];

    public static string Coordinate(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}

/// <summary>The lag over the last day; a time in which nothing ran is a gap.</summary>
internal static class LagChart
{
    private static readonly TimeSpan Gap = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan[] Tops =
    [
        .. new[] { 10, 30 }.Select(m => TimeSpan.FromMinutes(m)),
        .. new[] { 1, 2, 4, 8, 12 }.Select(h => TimeSpan.FromHours(h)),
        .. new[] { 1, 2, 4, 7, 14, 30, 90, 365 }.Select(d => TimeSpan.FromDays(d)),
    ];

    public static Chart Of(PageModel page)
    {
        var now = page.Now;
        var samples = now.LagSamples.Where(s => s.From > now.At.AddHours(-24)).ToList();
        // The lag may have grown since the last sample.
        var most = TimeSpan.FromSeconds(samples.Select(s => s.Seconds).Append(now.Lag.Most?.TotalSeconds ?? 0).Max());
        var top = Tops.FirstOrDefault(t => t >= most, TimeSpan.FromDays(Math.Ceiling(most.TotalDays)));
        var (line, area) = Draw(samples, now.At, top);
        return new Chart(
            "lag",
            "Lag over the last day",
            samples.Count == 0
                ? "Nothing was measured within the last day."
                : $"At most {DurationText.Of(most)} within the last day, {DurationText.Of(now.Lag.Most)} now.",
            Short(top),
            Short(top / 2),
            [.. new[] { 24, 18, 12, 6 }.Select(hours => page.Clock(now.At.AddHours(-hours))), "now"],
            ["Hour", "Longest lag"],
            [
                .. samples
                    .GroupBy(s => s.From.AddTicks(-(s.From.Ticks % TimeSpan.TicksPerHour)))
                    .Select(hour =>
                        new[] { page.Clock(hour.Key), DurationText.Of(TimeSpan.FromSeconds(hour.Max(s => s.Seconds))) }
                    ),
            ]
        )
        {
            Paths = [("area", area), ("line", line)],
        };
    }

    private static (string Line, string Area) Draw(List<LagSample> samples, DateTimeOffset now, TimeSpan top)
    {
        var (line, area) = (new StringBuilder(), new StringBuilder());
        foreach (var stretch in Stretches(samples))
        {
            var points = stretch
                .Select(s => (X: X(s.From, now), Y: Chart.Height * (1 - s.Seconds / top.TotalSeconds)))
                .ToList();
            // Without a second point, a single sample would be a line without length.
            points.Add((Math.Min(points[^1].X + 5, Chart.Width), points[^1].Y));
            var path = string.Join('L', points.Select(p => $"{Chart.Coordinate(p.X)} {Chart.Coordinate(p.Y)}"));
            line.Append($"M{path}");
            area.Append($"M{Chart.Coordinate(points[0].X)} {Chart.Height}L{path}V{Chart.Height}Z");
        }
        return (line.ToString(), area.ToString());
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

    /// <summary>The place of a time on the horizontal axis, which ends now.</summary>
    private static double X(DateTimeOffset at, DateTimeOffset now) =>
        Math.Clamp(Chart.Width - (now - at).TotalMinutes, 0, Chart.Width);

    private static string Short(TimeSpan span) =>
        span.TotalDays >= 1 ? $"{Chart.Coordinate(span.TotalDays)} d"
        : span.TotalHours >= 1 ? $"{Chart.Coordinate(span.TotalHours)} h"
        : $"{Chart.Coordinate(span.TotalMinutes)} min";
}

/// <summary>Reports delivered and failed in each of the last 24 hours.</summary>
internal static class HourChart
{
    public static Chart Of(PageModel page)
    {
        var last = page.Now.At.ToUniversalTime();
        var first = last.AddTicks(-(last.Ticks % TimeSpan.TicksPerHour)).AddHours(-23);
        var known = page.Now.Hours.ToDictionary(h => h.Hour.ToUniversalTime());
        var hours = Enumerable
            .Range(0, 24)
            .Select(i => known.GetValueOrDefault(first.AddHours(i), new HourCounts(first.AddHours(i))))
            .ToList();
        var top = Top(hours.Max(h => Math.Max(h.Delivered, h.Failed)));
        return new Chart(
            "hours",
            "Reports delivered and failed per hour",
            $"{PageModel.Number(hours.Sum(h => (long)h.Delivered))} delivered and {PageModel.Number(hours.Sum(h => (long)h.Failed))} failed in the last 24 hours.",
            PageModel.Number(top),
            top > 1 ? PageModel.Number(top / 2) : "",
            [.. hours.Where((_, i) => i % 6 == 0).Select(h => page.Clock(h.Hour)), "now"],
            ["Hour", "Delivered", "Failed", "Syncs", "Failed syncs"],
            [
                .. hours.Select(h =>
                    new[]
                    {
                        page.Clock(h.Hour),
                        PageModel.Number(h.Delivered),
                        PageModel.Number(h.Failed),
                        PageModel.Number(h.Cycles),
                        PageModel.Number(h.FailedCycles),
                    }
                ),
            ]
        )
        {
            Paths =
            [
                ("bar delivered", string.Concat(hours.Select((h, i) => Bar(i * 60 + 6, 30, h.Delivered, top)))),
                ("bar failed", string.Concat(hours.Select((h, i) => Bar(i * 60 + 38, 16, h.Failed, top)))),
            ],
        };
    }

    /// <summary>A bar that is not zero is always high enough to be seen.</summary>
    private static string Bar(int x, int width, int count, long top) =>
        count == 0
            ? ""
            : $"M{x} {Chart.Height}v-{Chart.Coordinate(Math.Max(100.0 * count / top, 1.5))}h{width}V{Chart.Height}z";

    /// <summary>The next of 2, 10, 20, 100, 200, …, so that the axis does not change with every report.</summary>
    private static long Top(long most)
    {
        long top = 2;
        for (var step = 5; top < most; step = 7 - step)
            top *= step;
        return top;
    }
}
