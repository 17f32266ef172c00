using System.Diagnostics.Metrics;
using VteBridge.Monitoring.Snapshots;
using VteBridge.State;
using VteBridge.Sync;

namespace VteBridge.Monitoring.Metrics;

/// <summary>What VteBridge measures of itself, through .NET's own instruments: any exporter can listen.</summary>
internal sealed class BridgeMetrics : IDisposable
{
    public const string MeterName = "VteBridge";

    private static readonly double[] CycleSeconds = [0.1, 0.5, 1, 5, 10, 30, 60, 300, 900, 3600];

    private readonly Meter _meter = new(MeterName, ProgramInfo.Version);
    private readonly Counter<long> _cycles;
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _read;
    private readonly Counter<long> _reports;
    private readonly Counter<long> _flags;

    public BridgeMetrics(HealthState book)
    {
        _cycles = _meter.CreateCounter<long>("vtebridge.cycles", "{cycle}", "Cycles by how they ended.");
        _duration = _meter.CreateHistogram(
            "vtebridge.cycle.duration",
            "s",
            "How long cycles took.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = CycleSeconds }
        );
        _read = _meter.CreateCounter<long>("vtebridge.rows.read", "{row}", "Runs and repairs read from VTE.");
        _reports = _meter.CreateCounter<long>("vtebridge.reports", "{report}", "Reports by outcome.");
        _flags = _meter.CreateCounter<long>("vtebridge.flags", "{flag}", "What was odd about runs, by kind.");

        Gauge(
            "vtebridge.lag",
            "s",
            "How long the oldest undelivered run has waited at the most.",
            s => s.Lag.Most?.TotalSeconds
        );
        Gauge(
            "vtebridge.settled.timestamp",
            "s",
            "Unix time up to which every run of VTE's is settled.",
            s => Unix(s.CompleteThrough)
        );
        Gauge(
            "vtebridge.last.cycle.timestamp",
            "s",
            "Unix time at which the last cycle ended.",
            s => Unix(s.LastCycle?.EndedAt)
        );
        Gauge(
            "vtebridge.last.good.cycle.timestamp",
            "s",
            "Unix time at which the last good cycle ended.",
            s => Unix(s.LastGoodCycle)
        );
        Gauge(
            "vtebridge.failed.cycles.in.row",
            "{cycle}",
            "Cycles that have failed since the last good one.",
            s => s.FailedInARow
        );
        Gauge(
            "vtebridge.runs.per.minute",
            "{run}",
            "Reports delivered per minute over the last ten minutes.",
            s => s.RunsPerMinute
        );
        Gauge(
            "vtebridge.queue.waiting",
            "{report}",
            "Reports that wait in the destination's folder.",
            s => s.Destination?.Waiting
        );
        Gauge(
            "vtebridge.queue.errors",
            "{report}",
            "Reports in error in the destination's folder.",
            s => s.Destination?.Errors
        );
        Gauge(
            "vtebridge.queue.oldest.age",
            "s",
            "How long the oldest of them has waited.",
            s => s.Lag.Queue?.TotalSeconds
        );
        Gauge("vtebridge.dead.letters", "{report}", "Runs that need a person.", s => s.DeadLetters.Count);
        Gauge("vtebridge.alerts", "{alert}", "Alerts that stand.", s => s.Alerts.Count);
        _meter.CreateObservableGauge(
            "vtebridge.disk.free",
            () => Disks(book.Take()),
            "By",
            "Room on the disks of state and destination."
        );
        _meter.CreateObservableGauge(
            "vtebridge.info",
            () => Info(book.Take()),
            "{program}",
            "Always 1; the labels say which program runs."
        );

        void Gauge(string name, string unit, string description, Func<Snapshot, double?> value) =>
            _meter.CreateObservableGauge(name, () => Measured(value(book.Take())), unit, description);
    }

    public void Count(CycleEnd end)
    {
        _cycles.Add(1, new KeyValuePair<string, object?>("result", end.Result.ToString()));
        _duration.Record(end.Elapsed.TotalSeconds);
        _read.Add(end.RunsRead, new KeyValuePair<string, object?>("kind", "run"));
        _read.Add(end.RepairsRead, new KeyValuePair<string, object?>("kind", "repair"));
        foreach (
            var (outcome, count) in new[]
            {
                ("Accepted", end.Accepted),
                ("Queued", end.Queued),
                ("Rejected", end.Rejected),
                ("Excluded", end.Excluded),
            }
        )
            _reports.Add(count, new KeyValuePair<string, object?>("outcome", outcome));
        foreach (var (flag, count) in end.Flags)
            _flags.Add(count, new KeyValuePair<string, object?>("flag", flag));
    }

    public void Dispose() => _meter.Dispose();

    /// <summary>What is not known is not given out, rather than as a zero that looks like good news.</summary>
    private static IEnumerable<Measurement<double>> Measured(double? value) =>
        value is { } known ? [new Measurement<double>(known)] : [];

    private static double? Unix(DateTimeOffset? at) => at?.ToUnixTimeMilliseconds() / 1000.0;

    private static IEnumerable<Measurement<long>> Disks(Snapshot now) =>
        now
            .Disks.Where(d => d.FreeMegabytes is not null)
            .Select(d => new Measurement<long>(
                d.FreeMegabytes!.Value << 20,
                new KeyValuePair<string, object?>("use", d.Use)
            ));

    private static Measurement<int> Info(Snapshot now) =>
        new(
            1,
            new KeyValuePair<string, object?>("version", now.Program.Version),
            new KeyValuePair<string, object?>("runtime", now.Program.Runtime)
        );
}
