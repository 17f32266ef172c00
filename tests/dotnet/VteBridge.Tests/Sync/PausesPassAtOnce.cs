namespace VteBridge.Tests.Sync;

/// <summary>A clock on which every pause is over as soon as it has begun; it keeps how long each was asked to be.</summary>
internal sealed class PausesPassAtOnce : TimeProvider
{
    private readonly List<TimeSpan> _pauses = [];
    private TimeSpan _now;

    public IReadOnlyList<TimeSpan> Pauses => _pauses;

    /// <summary>Before each pause is over.</summary>
    public Action OnPause { get; set; } = () => { };

    public void Advance(TimeSpan by) => _now += by;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _now.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        _pauses.Add(dueTime);
        _now += dueTime;
        OnPause();
        return System.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
