using VteBridge.Monitoring.Alerts;
using VteBridge.State;
using VteBridge.Sync;

namespace VteBridge.Monitoring.Page;

/// <summary>A snapshot as the texts of the page. Times are in the machine's time zone.</summary>
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
                now.DeadLetters.Count == 0 ? "no run needs attention" : "runs that need attention"
            ),
        ];

    /// <summary>Reports of the last day by the time from queuing to acceptance; empty when WATS has accepted none.</summary>
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

    /// <summary>Only the time of day if it was less than twelve hours ago, else with the date.</summary>
    public string Recent(DateTimeOffset at) => now.At - at < TimeSpan.FromHours(12) ? Clock(at) : Full(at);

    public string Clock(DateTimeOffset at) => Local(at).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>A raw time of VTE, as the clocks of its stations show it.</summary>
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
            cost.LongestLockWait is { } wait ? Number((long)wait.TotalMilliseconds) : "not known",
        ];

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);

    public static string Count(long number, string one, string many) =>
        $"{Number(number)} {(number == 1 ? one : many)}";

    private DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, zone);
}

/// <summary>One figure at the top of the page.</summary>
internal sealed record Tile(string Part, string Name, string Value, string Detail);

/// <summary>
/// The most important message of the page. "All is well" is only shown when every run has arrived. Tone is a class of the
/// style sheet.
/// </summary>
internal sealed record Headline(string Tone, string Title, string Text)
{
    public static Headline Of(Snapshot now) =>
        now switch
        {
            { Alerts.Count: > 0 } => new(
                "bad",
                now.Alerts.Count == 1 ? "One alert is raised" : $"{now.Alerts.Count} alerts are raised",
                // Only the rules: their texts are right below.
                string.Join(", ", now.Alerts.Select(a => a.Rule.Name().Replace('-', ' ')))
            ),
            { LastCycle: { Result: CycleResult.Failed } cycle } => new(
                "bad",
                "The last sync failed",
                cycle.Trouble ?? ""
            ),
            { LastCycle: { Result: CycleResult.DestinationTrouble } cycle } => new(
                "bad",
                "The destination did not accept every report",
                cycle.Trouble ?? ""
            ),
            { ConfigurationRefused: { } why } => new("warn", "A changed configuration is not used", why),
            { LastCycle: null, Activity: Activity.Syncing } => new("calm", "The first sync is running", ""),
            { LastCycle: null } => new("calm", "No sync has ended yet", ""),
            { Incomplete.Count: > 0 } => new(
                "warn",
                "VTE and the state store count different numbers of runs",
                now.Incomplete[0]
            ),
            { NightlyIsOn: true, Nights: [.., { ExitCode: not 0 } night] } => new(
                "warn",
                "The last nightly reconcile found differences, or could not ask WATS",
                night.Text
            ),
            { Destination.Errors: > 0 } => new(
                "warn",
                $"{PageModel.Count(now.Destination.Errors, "report is", "reports are")} in error at the destination",
                $"See '{now.Destination.Folder}'."
            ),
            { LeftBehind: { } left } => new("warn", "Reports wait in a folder that nobody empties", left),
            { DeadLetters.Count: > 0 } => new(
                "warn",
                $"{PageModel.Count(now.DeadLetters.Count, "run needs", "runs need")} attention",
                "The dead letters below say what to do."
            ),
            { Destination: { Full: { } full } } => new("warn", "The destination is full", full),
            { LastCycle.Result: CycleResult.Interrupted } => new(
                "calm",
                "The last sync was interrupted",
                "The next one goes on where it stopped."
            ),
            { Destination.Waiting: > 0 } => new(
                "calm",
                $"{PageModel.Count(now.Destination.Waiting, "report waits", "reports wait")} at the destination",
                now.Lag.Queue is { } age ? $"The oldest has waited for {DurationText.Of(age)}." : ""
            ),
            { LastCycle.Deferred: > 0 } => new(
                "good",
                "All is well",
                $"Every complete run is delivered; {PageModel.Count(now.LastCycle.Deferred, "run waits", "runs wait")} until complete."
            ),
            _ => new("good", "All is well", "Every run that VTE has is delivered."),
        };
}
