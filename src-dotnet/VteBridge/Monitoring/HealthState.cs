using VteBridge.Configuration;
using VteBridge.Mapping;
using VteBridge.Monitoring.Alerts;
using VteBridge.Sync;

namespace VteBridge.Monitoring;

/// <summary>Collects what happens and returns it as a snapshot. Thread-safe.</summary>
/// <param name="before">The snapshot that an earlier process left in the state folder.</param>
/// <param name="warnings">Returns the last warnings of the log.</param>
internal sealed class HealthState(
    TimeProvider time,
    ProgramFacts facts,
    Snapshot? before,
    Func<IReadOnlyList<LoggedWarning>> warnings
) : ISyncObserver
{
    private static readonly string[] UnknownCodes =
    [
        Flags.UnknownResult,
        Flags.UnknownExitCode,
        Flags.UnknownResultType,
    ];

    private readonly Lock _lock = new();
    private readonly HealthHistory _history = new(before);
    private readonly TimeProvider _time = time;
    private Snapshot _now = (before ?? new Snapshot { At = time.GetUtcNow(), Program = facts }) with
    {
        Program = facts,
        Activity = Activity.Stopped,
        NextCycle = null,
        CurrentCycle = null,
        ConfigurationRefused = null,
    };
    private string? _destinationTrouble = before?.Destination?.Trouble;
    private bool _deliversToWats;
    private int _delivered;

    public Snapshot Take()
    {
        lock (_lock)
        {
            var at = _time.GetUtcNow();
            return _now with
            {
                At = at,
                Lag = LagAt(at),
                ReportsPerMinute = _history.PerMinute(at),
                Hours = _history.Hours,
                LagSamples = _history.Samples,
                Warnings = warnings(),
            };
        }
    }

    public void Begin(BridgeOptions options, string? configurationRefused) =>
        Change(at =>
        {
            _history.Sample(at, LagAt(at).Most);
            _deliversToWats = DestinationNames.HasOwnQueue(options.Delivery.Destination);
            _delivered = 0;
            return _now with
            {
                Program = _now.Program with { Interval = options.Schedule.Interval },
                Activity = Activity.Syncing,
                NextCycle = null,
                CurrentCycle = new CurrentCycle(at, "starting", null, null, 0, 0),
                ConfigurationRefused = configurationRefused,
                LastActivity = at,
            };
        });

    public void Report(CycleProgress progress, DateTimeOffset? completeThrough) =>
        Change(at =>
        {
            var delivered = Delivered(progress.Summary.Accepted, progress.Summary.Queued);
            Deliver(at, delivered);
            var isFurther = progress.Stage == "runs" && completeThrough > _now.CompleteThrough;
            return _now with
            {
                LastActivity = at,
                CompleteThrough = isFurther ? completeThrough : _now.CompleteThrough,
                CurrentCycle = new CurrentCycle(
                    _now.CurrentCycle?.StartedAt ?? at,
                    progress.Stage,
                    progress.Position?.Timestamp,
                    progress.Until,
                    progress.Summary.RunsRead,
                    delivered
                ),
            };
        });

    public void End(CycleEnd end) =>
        Change(at =>
        {
            Deliver(at, Delivered(end.Accepted, end.Queued));
            var isBad = !end.IsGood && end.Result != CycleResult.Interrupted;
            _history.Change(
                at,
                hour =>
                    hour with
                    {
                        Cycles = hour.Cycles + 1,
                        FailedCycles = hour.FailedCycles + (isBad ? 1 : 0),
                        Failed = hour.Failed + end.DeadLetters,
                        Uploads = SyncMetrics.Sum(hour.Uploads, end.Uploads),
                        UnknownCodes = hour.UnknownCodes + UnknownCodes.Sum(f => end.Flags.GetValueOrDefault(f)),
                    }
            );
            _now = _now with
            {
                Activity = Activity.Stopped,
                CurrentCycle = null,
                LastCycle = end,
                LastGoodCycle = end.IsGood ? end.EndedAt : _now.LastGoodCycle,
                LastActivity = at,
                FailedInARow =
                    isBad ? _now.FailedInARow + 1
                    : end.IsGood ? 0
                    : _now.FailedInARow,
                CompleteThrough = end.CompleteThrough ?? _now.CompleteThrough,
            };
            _destinationTrouble = TroubleOfDestination(end);
            _now = _now with { Destination = WithTrouble(_now.Destination) };
            _history.Sample(at, LagAt(at).Most);
            return _now;
        });

    public void Wait(DateTimeOffset next) => Change(_ => _now with { Activity = Activity.Waiting, NextCycle = next });

    public void Stop() => Change(_ => _now with { Activity = Activity.Stopped, NextCycle = null, CurrentCycle = null });

    public void SetAlerts(IReadOnlyList<ActiveAlert> alerts) => Change(_ => _now with { Alerts = alerts });

    /// <summary>Null changes nothing: the last values that could be read stay.</summary>
    public void Set(InstallationStatus? status)
    {
        if (status is not null)
            Change(at =>
            {
                _now = _now with
                {
                    Destination = WithTrouble(status.Destination),
                    Disks = status.Disks,
                    DeadLetters = status.DeadLetters,
                    Reports = status.Reports,
                    Incomplete = status.Incomplete,
                    LeftBehind = status.LeftBehind,
                    Costs = status.Costs,
                    Nights = status.Nights,
                    NightlyIsOn = status.NightlyIsOn,
                };
                _history.Change(at, hour => hour with { DeadLetters = status.DeadLetters.Count });
                _history.Sample(at, LagAt(at).Most);
                return _now;
            });
    }

    private void Change(Func<DateTimeOffset, Snapshot> change)
    {
        lock (_lock)
            _now = change(_time.GetUtcNow());
    }

    /// <summary>Counts reports that WATS has accepted, or, if the destination cannot know that, also those that are queued.</summary>
    private int Delivered(int accepted, int queued) => _deliversToWats ? accepted : accepted + queued;

    private void Deliver(DateTimeOffset at, int delivered)
    {
        _history.Delivered(at, delivered - _delivered);
        _delivered = Math.Max(_delivered, delivered);
    }

    /// <summary>A cycle that failed before it came to the destination says nothing about the destination.</summary>
    private string? TroubleOfDestination(CycleEnd end) =>
        end.Result == CycleResult.DestinationTrouble ? end.Trouble
        : end.IsGood ? null
        : _destinationTrouble;

    private DestinationStatus? WithTrouble(DestinationStatus? destination) =>
        destination is { } known ? known with { Trouble = _destinationTrouble } : null;

    private Lag LagAt(DateTimeOffset at) =>
        new(NotNegative(at - _now.CompleteThrough), NotNegative(at - _now.Destination?.OldestWaiting));

    private static TimeSpan? NotNegative(TimeSpan? span) => span < TimeSpan.Zero ? TimeSpan.Zero : span;
}
