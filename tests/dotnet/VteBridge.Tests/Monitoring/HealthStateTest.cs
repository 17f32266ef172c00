using VteBridge.Configuration;
using VteBridge.Monitoring;
using VteBridge.Sync;
using VteBridge.Tests.Sync;
using VteBridge.Vte;

namespace VteBridge.Tests.Monitoring;

/// <summary>A health state that is told of sync cycles on a clock that the test moves.</summary>
public abstract class HealthStateTest
{
    private protected readonly FakeTime _time = new();
    private protected readonly HealthState _health;

    private protected HealthStateTest() => _health = State(null);

    private protected HealthState State(Snapshot? before) =>
        new(_time, ProgramFacts.Now(_time.GetUtcNow(), TimeSpan.FromMinutes(5)), before, () => []);

    private protected void Begin() =>
        _health.Begin(
            new BridgeOptions
            {
                Delivery = new DeliveryOptions { Destination = DestinationNames.QueueFolder, Folder = "q" },
            },
            null
        );

    private protected void Progress(int runs, int queued, DateTimeOffset? settledThrough = null, int accepted = 0) =>
        _health.Report(
            new CycleProgress(
                "runs",
                Position.Before(_time.GetUtcNow().DateTime),
                _time.GetUtcNow().DateTime,
                new SyncSummary
                {
                    RunsRead = runs,
                    Queued = queued,
                    Accepted = accepted,
                }
            ),
            settledThrough
        );

    private protected void End(CycleEnd end) => _health.End(end);

    private protected CycleEnd Settled(DateTimeOffset through) =>
        Ends.Good(at: _time.GetUtcNow()) with
        {
            CompleteThrough = through,
            Queued = 10,
        };

    private protected static InstallationStatus Seen(DateTimeOffset? oldest = null) =>
        new(
            new DestinationStatus("queue-folder", "q", 0, 0, 0, oldest),
            [new DiskSpace("state", "s", 5000)],
            new DeadLetterStatus(0, []),
            new ReportCounts(),
            [],
            null,
            [],
            [],
            NightlyIsOn: false
        );
}
