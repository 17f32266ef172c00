using System.Diagnostics.Metrics;
using VteBridge.Sync;

namespace VteBridge.Monitoring.Metrics;

/// <summary>VteBridge's own metrics, as .NET instruments, so that any exporter can read them.</summary>
internal sealed class BridgeMetrics : IDisposable
{
    public const string MeterName = "VteBridge";

    private readonly Meter _meter = new(MeterName, ProgramInfo.Version);
    private readonly Counter<long> _cycles;
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _read;
    private readonly Counter<long> _reports;
    private readonly Counter<long> _flags;
    private readonly Counter<double> _cpu;
    private readonly Counter<double> _elapsed;
    private readonly Counter<long> _pages;
    private readonly Counter<long> _sent;

    public BridgeMetrics(HealthState health)
    {
        _cycles = _meter.CreateCounter<long>("vtebridge.cycles", "{cycle}", "Sync cycles by how they ended.");
        _duration = _meter.CreateHistogram(
            "vtebridge.cycle.duration",
            "s",
            "How long sync cycles took.",
            advice: new InstrumentAdvice<double>
            {
                HistogramBucketBoundaries = [0.1, 0.5, 1, 5, 10, 30, 60, 300, 900, 3600],
            }
        );
        _read = _meter.CreateCounter<long>("vtebridge.rows.read", "{row}", "Runs and repairs read from VTE.");
        _reports = _meter.CreateCounter<long>("vtebridge.reports", "{report}", "Reports by outcome.");
        _flags = _meter.CreateCounter<long>(
            "vtebridge.flags",
            "{flag}",
            "Flags of runs and repairs (what was unusual about them), by kind."
        );

        _cpu = _meter.CreateCounter<double>("vtebridge.server.cpu", "s", "Processor time of the database server.");
        _elapsed = _meter.CreateCounter<double>(
            "vtebridge.server.elapsed",
            "s",
            "Time that the database server worked on statements."
        );
        _pages = _meter.CreateCounter<long>(
            "vtebridge.server.logical.reads",
            "{page}",
            "Pages that the database server read for VteBridge, from memory or disk."
        );
        _sent = _meter.CreateCounter<long>("vtebridge.server.rows", "{row}", "Rows that the database server sent.");

        foreach (var (name, unit, description, value) in Gauges)
            _meter.CreateObservableGauge(name, () => Measured(value(health.Take())), unit, description);
        _meter.CreateObservableGauge(
            "vtebridge.disk.free",
            () => Disks(health.Take()),
            "By",
            "Free space on the disks of state and destination."
        );
        _meter.CreateObservableGauge(
            "vtebridge.info",
            () => Info(health.Take()),
            "{program}",
            "Always 1; the labels show the version of the program and where it runs."
        );
    }

    private static readonly (string Name, string Unit, string Description, Func<Snapshot, double?> Value)[] Gauges =
    [
        (
            "vtebridge.lag",
            "s",
            "The longest time that the oldest undelivered run may have waited.",
            s => s.Lag.Most?.TotalSeconds
        ),
        (
            "vtebridge.complete.through.timestamp",
            "s",
            "Unix time up to which every run of VTE has an outcome.",
            s => Unix(s.CompleteThrough)
        ),
        (
            "vtebridge.last.cycle.timestamp",
            "s",
            "Unix time at which the last cycle ended.",
            s => Unix(s.LastCycle?.EndedAt)
        ),
        (
            "vtebridge.last.good.cycle.timestamp",
            "s",
            "Unix time at which the last good cycle ended.",
            s => Unix(s.LastGoodCycle)
        ),
        (
            "vtebridge.failed.cycles.in.row",
            "{cycle}",
            "Cycles that have failed since the last good one.",
            s => s.FailedInARow
        ),
        (
            "vtebridge.reports.per.minute",
            "{report}",
            "Reports delivered per minute over the last ten minutes.",
            s => s.ReportsPerMinute
        ),
        ("vtebridge.queue.waiting", "{report}", "Reports that wait at the destination.", s => s.Destination?.Waiting),
        ("vtebridge.queue.errors", "{report}", "Reports in error at the destination.", s => s.Destination?.Errors),
        (
            "vtebridge.queue.oldest.age",
            "s",
            "How long the oldest waiting report has waited.",
            s => s.Lag.Queue?.TotalSeconds
        ),
        ("vtebridge.dead.letters", "{report}", "Runs and repairs that need attention.", s => s.DeadLetters.Count),
        (
            "vtebridge.server.longest.lock.wait",
            "s",
            "The longest wait for a lock of the session of the last cycle; absent where the server does not report it.",
            s => s.LastCycle?.Cost?.LongestLockWait?.TotalSeconds
        ),
        (
            "vtebridge.nightly.differences",
            "{report}",
            "Differences that the last nightly reconcile found.",
            s => s.Nights.LastOrDefault()?.Differences
        ),
        ("vtebridge.alerts", "{alert}", "Alerts that are raised.", s => s.Alerts.Count),
    ];

    public void Count(CycleEnd end)
    {
        _cycles.Add(1, Label("result", end.Result.ToString()));
        _duration.Record(end.Elapsed.TotalSeconds);
        _read.Add(end.RunsRead, Label("kind", "run"));
        _read.Add(end.RepairsRead, Label("kind", "repair"));
        _reports.Add(end.Accepted, Label("outcome", "Accepted"));
        _reports.Add(end.Queued, Label("outcome", "Queued"));
        _reports.Add(end.Rejected, Label("outcome", "Rejected"));
        _reports.Add(end.Excluded, Label("outcome", "Excluded"));
        if (end.Cost is { } cost)
        {
            _cpu.Add(cost.Cpu.TotalSeconds);
            _elapsed.Add(cost.Elapsed.TotalSeconds);
            _pages.Add(cost.LogicalReads);
            _sent.Add(cost.Rows);
        }
        foreach (var (flag, count) in end.Flags)
            _flags.Add(count, Label("flag", flag));
    }

    public void Dispose() => _meter.Dispose();

    private static KeyValuePair<string, object?> Label(string name, string value) => new(name, value);

    /// <summary>An unknown value is left out, because a zero would look like good news.</summary>
    private static IEnumerable<Measurement<double>> Measured(double? value) =>
        value is { } known ? [new Measurement<double>(known)] : [];

    private static double? Unix(DateTimeOffset? at) => at?.ToUnixTimeMilliseconds() / 1000.0;

    private static IEnumerable<Measurement<long>> Disks(Snapshot now) =>
        now
            .Disks.Where(d => d.FreeMegabytes is not null)
            .Select(d => new Measurement<long>(d.FreeMegabytes!.Value << 20, Label("use", d.Use)));

    private static Measurement<int> Info(Snapshot now) =>
        new(1, Label("version", now.Program.Version), Label("runtime", now.Program.Runtime));
}
