namespace VteBridge.Tests.Delivery;

/// <summary>A clock that jumps to the end of every wait, so that no test waits.</summary>
internal sealed class JumpingClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _lock = new();
    private TimeSpan _passed;

    public TimeSpan Passed
    {
        get
        {
            lock (_lock)
                return _passed;
        }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => start + Passed;

    public override long GetTimestamp() => Passed.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime > TimeSpan.Zero)
            lock (_lock)
                _passed += dueTime;
        var now = dueTime == Timeout.InfiniteTimeSpan ? dueTime : TimeSpan.Zero;
        return TimeProvider.System.CreateTimer(callback, state, now, period);
    }
}
