using VteBridge.Configuration;

namespace VteBridge.Sync;

/// <summary>Cycle after cycle, one at a time, until it is asked to finish.</summary>
/// <param name="cycle">Makes one cycle and never throws; its tokens ask it to finish, and to stop at once.</param>
/// <param name="schedule">As configured now.</param>
/// <param name="waits">Told when the next cycle is due.</param>
internal sealed class SyncLoop(
    Func<CancellationToken, CancellationToken, Task<CycleEnd>> cycle,
    Func<ScheduleOptions> schedule,
    SyncRequests requests,
    Action<DateTimeOffset> waits,
    TimeProvider time
)
{
    public async Task RunAsync(CancellationToken finish)
    {
        using var stop = new CancellationTokenSource();
        await using var patience = time.CreateTimer(
            _ => stop.Cancel(),
            null,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan
        );
        await using var asked = finish.Register(() =>
            patience.Change(schedule().StopTimeout, Timeout.InfiniteTimeSpan)
        );
        for (var failedInARow = 0; !finish.IsCancellationRequested; )
        {
            var end = await cycle(finish, stop.Token);
            failedInARow = end.IsGood ? 0 : failedInARow + 1;
            if (!finish.IsCancellationRequested)
                await RestAsync(Timetable.Wait(end, failedInARow, schedule()), finish);
        }
    }

    private async Task RestAsync(TimeSpan wait, CancellationToken finish)
    {
        waits(time.GetUtcNow() + wait);
        try
        {
            await requests.WaitAsync(wait, time, finish);
        }
        catch (OperationCanceledException) when (finish.IsCancellationRequested)
        {
            // The loop's condition ends it.
        }
    }
}

/// <summary>How long after a cycle the next one begins.</summary>
internal static class Timetable
{
    /// <summary>
    /// A good cycle: an interval after its beginning, at once when that is past. A failed one: FirstRetry after its end,
    /// doubled for each further failure, never more than an interval. One that got something done before it failed
    /// counts as the first failure, so that a bad line does not slow down the catching up.
    /// </summary>
    public static TimeSpan Wait(CycleEnd end, int failedInARow, ScheduleOptions schedule)
    {
        if (end.IsGood)
            return end.Elapsed < schedule.Interval ? schedule.Interval - end.Elapsed : TimeSpan.Zero;
        if (end.NeedsPerson)
            return schedule.Interval;
        var doublings = end.Accepted + end.Queued > 0 ? 0 : Math.Clamp(failedInARow - 1, 0, 20);
        var wait = schedule.FirstRetry * Math.Pow(2, doublings);
        return wait < schedule.Interval ? wait : schedule.Interval;
    }
}

/// <summary>Wakes the loop. Requests made while a cycle is under way are answered together by the cycle after it.</summary>
internal sealed class SyncRequests
{
    private TaskCompletionSource _asked = New();

    /// <summary>False when somebody has asked before and still waits.</summary>
    public bool Ask() => Volatile.Read(ref _asked).TrySetResult();

    /// <summary>Until somebody asks, but not for longer than given. One waiter at a time.</summary>
    public async Task WaitAsync(TimeSpan atMost, TimeProvider time, CancellationToken stop)
    {
        try
        {
            await _asked.Task.WaitAsync(atMost, time, stop);
            Volatile.Write(ref _asked, New());
        }
        catch (TimeoutException)
        {
            // Nobody asked: it is simply time.
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
