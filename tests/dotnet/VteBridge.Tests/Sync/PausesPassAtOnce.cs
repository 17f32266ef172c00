namespace VteBridge.Tests.Sync;

/// <summary>A clock on which every pause ends at once; it records the requested lengths.</summary>
internal sealed class PausesPassAtOnce : TimeProvider
{
    private readonly List<TimeSpan> _pauses = [];
    private TimeSpan _now;

    public IReadOnlyList<TimeSpan> Pauses => _pauses;

    /// <summary>Called before each pause ends.</summary>
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
