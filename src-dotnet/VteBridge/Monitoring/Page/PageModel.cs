using System.Globalization;
using VteBridge.State;
using VteBridge.Sync;

namespace VteBridge.Monitoring.Page;

/// <summary>A snapshot in the texts of the page. Times are in the machine's zone.</summary>
internal sealed class PageModel(Snapshot now, TimeZoneInfo zone)
{
    public Snapshot Now => now;
    public Headline Headline { get; } = Headline.Of(now);
    public string Zone => zone.Id;

    public IEnumerable<Tile> Tiles =>
        [
            new("activity", "Status", Activity, ActivityDetail),
            new(
                "lag",
                "Oldest undelivered run",
                now.Lag.Most is { } lag ? $"{DurationText.Of(lag)} old at most" : "not known yet",
                now.Lag.Queue == now.Lag.Most && now.Lag.Queue is not null
                    ? "waits at the destination"
                    : "every older run is delivered"
            ),
            new("last", "Last sync", LastResult, LastDetail),
            new("next", "Next sync", Next, $"every {DurationText.Of(now.Program.Interval)}"),
            new(
                "rate",
                "Delivered in 24 hours",
                Number(now.LastDay.Sum(h => (long)h.Delivered)),
                $"{now.ReportsPerMinute.ToString("0.#", CultureInfo.InvariantCulture)} per minute now"
            ),
            new(
                "queue",
                "Waiting at the destination",
                Number(now.Destination?.Waiting ?? 0),
                now.Lag.Queue is { } age ? $"the oldest for {DurationText.Of(age)}" : "nothing waits"
            ),
            new(
                "letters",
                "Dead letters",
                Number(now.DeadLetters.Count),
                now.DeadLetters.Count == 0 ? "no run needs a person" : "runs that need a person"
            ),
        ];

    /// <summary>Reports of the last day by the time from their queuing to their acceptance; empty where WATS has accepted none.</summary>
    public IEnumerable<(string Time, int Reports, double Share)> Uploads
    {
        get
        {
            var classes = now.LastDay.Aggregate<HourCounts, IReadOnlyList<int>>(
                [],
                (sum, hour) => SyncMetrics.Sum(sum, hour.Uploads)
            );
            var most = classes.DefaultIfEmpty().Max();
            var bounds = SyncMetrics.UploadBounds.Select(s => DurationText.Of(TimeSpan.FromSeconds(s))).ToList();
            return classes.Select(
                (count, i) =>
                    (
                        i < bounds.Count ? $"up to {bounds[i]}" : $"more than {bounds[^1]}",
                        count,
                        most == 0 ? 0 : (double)count / most
                    )
            );
        }
    }

    private string Activity =>
        now.Activity switch
        {
            Monitoring.Activity.Syncing => "Syncing",
            Monitoring.Activity.Waiting => "Waiting",
            _ => "Stopped",
        };

    private string ActivityDetail =>
        now.CurrentCycle is not { } cycle
            ? now.Activity == Monitoring.Activity.Waiting
                ? "for the next sync"
                : "no sync is planned"
            : cycle.Position is { } at
                ? $"{cycle.Stage} of {Raw(at)}, {Count(cycle.RunsRead, "run", "runs")} read so far"
                : $"{cycle.Stage}, {Count(cycle.RunsRead, "run", "runs")} read so far";

    private string LastResult =>
        now.LastCycle?.Result switch
        {
            null => "None yet",
            CycleResult.Done => "Completed",
            CycleResult.DeadLetters => "With dead letters",
            CycleResult.DestinationTrouble => "Not all delivered",
            CycleResult.Interrupted => "Interrupted",
            _ => "Failed",
        };

    private string LastDetail =>
        now.LastCycle is not { } cycle
            ? ""
            : $"{Recent(cycle.EndedAt)}: {Count(cycle.RunsRead, "run", "runs")} read in {DurationText.Of(cycle.Elapsed)}"
                + (cycle.DeadLetters == 0 ? "" : $", {Count(cycle.DeadLetters, "dead letter", "dead letters")}");

    private string Next =>
        now.NextCycle is { } next ? Clock(next)
        : now.Activity == Monitoring.Activity.Syncing ? "after this one"
        : "none planned";

    public string Full(DateTimeOffset at) => Local(at).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>The clock alone will do for what was a moment ago.</summary>
    public string Recent(DateTimeOffset at) => now.At - at < TimeSpan.FromHours(12) ? Clock(at) : Full(at);

    public string Clock(DateTimeOffset at) => Local(at).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>VTE's raw time: its stations' own.</summary>
    public static string Raw(DateTime? at) =>
        at?.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? "no time";

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Number(long number) =>
        number.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', '\u202F');

    public static IEnumerable<string> Cells(ServerCost cost) =>
        [
            Number(cost.Cycles),
            Seconds(cost.Cpu),
            Number(cost.LogicalReads),
            Number(cost.Rows),
            Seconds(cost.Elapsed),
            cost.LongestLockWait is { } wait ? Number((long)wait.TotalMilliseconds) : "not told",
        ];

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);

    public static string Count(long number, string one, string many) =>
        $"{Number(number)} {(number == 1 ? one : many)}";

    private DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, zone);
}

/// <summary>One figure at the top of the page.</summary>
internal sealed record Tile(string Part, string Name, string Value, string Detail);
