using VteBridge.Health.Snapshots;
using VteBridge.Mapping;
using VteBridge.Options;
using VteBridge.Sync;
using VteBridge.Sync.Loop;

namespace VteBridge.Health;

/// <summary>
/// Collects what happens and gives it out as a snapshot. Told by the loop, asked by anybody; safe for both at a time.
/// </summary>
/// <param name="before">What an earlier process left in the state folder.</param>
/// <param name="warnings">The last warnings of the log.</param>
internal sealed class HealthBook(
    TimeProvider time,
    ProgramFacts facts,
    Snapshot? before,
    Func<IReadOnlyList<LoggedWarning>> warnings
)
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
        NextPass = null,
        UnderWay = null,
        ConfigurationRefused = null,
    };
    private string? _outletTrouble = before?.Outlet?.Trouble;
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
                RunsPerMinute = _history.RunsPerMinute(at),
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
            _deliversToWats = options.Delivery.Outlet == OutletNames.Sidecar;
            _delivered = 0;
            return _now with
            {
                Program = _now.Program with { Interval = options.Schedule.Interval },
                Activity = Activity.InPass,
                NextPass = null,
                UnderWay = new PassUnderWay(at, "starting", null, null, 0, 0),
                ConfigurationRefused = configurationRefused,
                LastSign = at,
            };
        });

    /// <param name="settledThrough">The moment that the walk of runs has come to; null when that is not known.</param>
    public void Report(PassProgress progress, DateTimeOffset? settledThrough) =>
        Change(at =>
        {
            var delivered = Delivered(progress.Summary.Accepted, progress.Summary.HandedOver);
            Deliver(at, delivered);
            var isFurther = progress.Stage == SourceNames.Runs && settledThrough > _now.SettledThrough;
            return _now with
            {
                LastSign = at,
                SettledThrough = isFurther ? settledThrough : _now.SettledThrough,
                UnderWay = new PassUnderWay(
                    _now.UnderWay?.StartedAt ?? at,
                    progress.Stage,
                    progress.Position?.Timestamp,
                    progress.Until,
                    progress.Summary.RunsRead,
                    delivered
                ),
            };
        });

    public void End(PassEnd end) =>
        Change(at =>
        {
            Deliver(at, Delivered(end.Accepted, end.HandedOver));
            var isBad = !end.IsGood && end.Result != PassResult.Interrupted;
            _history.Change(
                at,
                hour =>
                    hour with
                    {
                        Passes = hour.Passes + 1,
                        FailedPasses = hour.FailedPasses + (isBad ? 1 : 0),
                        Failed = hour.Failed + end.DeadLetters,
                        UnknownCodes = hour.UnknownCodes + UnknownCodes.Sum(f => end.Flags.GetValueOrDefault(f)),
                    }
            );
            _now = _now with
            {
                Activity = Activity.Stopped,
                UnderWay = null,
                LastPass = end,
                LastGoodPass = end.IsGood ? end.EndedAt : _now.LastGoodPass,
                LastSign = at,
                FailedInARow =
                    isBad ? _now.FailedInARow + 1
                    : end.IsGood ? 0
                    : _now.FailedInARow,
                SettledThrough = end.SettledThrough ?? _now.SettledThrough,
            };
            _outletTrouble = TroubleOfOutlet(end);
            _now = _now with { Outlet = WithTrouble(_now.Outlet) };
            _history.Sample(at, LagAt(at).Most);
            return _now;
        });

    public void Waits(DateTimeOffset next) => Change(_ => _now with { Activity = Activity.Waiting, NextPass = next });

    public void Stops() => Change(_ => _now with { Activity = Activity.Stopped, NextPass = null, UnderWay = null });

    public void Raised(IReadOnlyList<RaisedAlert> alerts) => Change(_ => _now with { Alerts = alerts });

    /// <summary>Null changes nothing: what was seen before is the best that is known.</summary>
    public void Saw(Look? look)
    {
        if (look is not null)
            Change(at =>
            {
                _now = _now with
                {
                    Outlet = WithTrouble(look.Outlet),
                    Disks = look.Disks,
                    DeadLetters = look.DeadLetters,
                    Journal = look.Journal,
                };
                _history.Change(at, hour => hour with { DeadLetters = look.DeadLetters.Count });
                _history.Sample(at, LagAt(at).Most);
                return _now;
            });
    }

    private void Change(Func<DateTimeOffset, Snapshot> change)
    {
        lock (_lock)
            _now = change(_time.GetUtcNow());
    }

    /// <summary>A report counts when it is in WATS, where the outlet can know that; else when it is handed over.</summary>
    private int Delivered(int accepted, int handedOver) => _deliversToWats ? accepted : accepted + handedOver;

    private void Deliver(DateTimeOffset at, int delivered)
    {
        _history.Delivered(at, delivered - _delivered);
        _delivered = Math.Max(_delivered, delivered);
    }

    /// <summary>A pass that did not come as far as the outlet says nothing about it.</summary>
    private string? TroubleOfOutlet(PassEnd end) =>
        end.Result == PassResult.OutletTrouble ? end.Trouble
        : end.IsGood ? null
        : _outletTrouble;

    private OutletView? WithTrouble(OutletView? outlet) =>
        outlet is { } known ? known with { Trouble = _outletTrouble } : null;

    private Lag LagAt(DateTimeOffset at) =>
        new(NotNegative(at - _now.SettledThrough), NotNegative(at - _now.Outlet?.OldestWaiting));

    private static TimeSpan? NotNegative(TimeSpan? span) => span < TimeSpan.Zero ? TimeSpan.Zero : span;
}
