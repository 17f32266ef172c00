using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace VteBridge.Tests.Sync;

/// <summary>A clock that stands still until it is advanced, and that shows the active timers.</summary>
internal sealed class FakeTime(DateTimeOffset now) : FakeTimeProvider(now)
{
    private readonly ConcurrentDictionary<SeenTimer, DateTimeOffset> _due = new();

    public FakeTime()
        : this(new DateTimeOffset(2026, 5, 4, 6, 0, 0, TimeSpan.Zero)) { }

    /// <summary>The times at which timers will fire, the next one first.</summary>
    public IReadOnlyList<DateTimeOffset> Due => [.. _due.Values.Order()];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SeenTimer(this);
        timer.Set(dueTime);
        timer.Inner = base.CreateTimer(
            argument =>
            {
                timer.Set(period > TimeSpan.Zero ? period : Timeout.InfiniteTimeSpan);
                callback(argument);
            },
            state,
            dueTime,
            period
        );
        return timer;
    }

    private sealed class SeenTimer(FakeTime time) : ITimer
    {
        public ITimer? Inner { get; set; }

        public void Set(TimeSpan dueTime)
        {
            if (dueTime >= TimeSpan.Zero)
                time._due[this] = time.GetUtcNow() + dueTime;
            else
                time._due.TryRemove(this, out _);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Set(dueTime);
            return Inner!.Change(dueTime, period);
        }

        public void Dispose()
        {
            time._due.TryRemove(this, out _);
            Inner!.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
