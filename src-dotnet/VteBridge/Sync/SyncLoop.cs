using VteBridge.Configuration;

namespace VteBridge.Sync;

/// <summary>Makes one cycle after the other until it is asked to finish.</summary>
/// <param name="cycle">Makes one cycle and never throws. The first token asks it to finish, the second to stop at once.</param>
/// <param name="schedule">Gives the schedule as configured now.</param>
/// <param name="waits">Called with the time at which the next cycle is due.</param>
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
            // The condition of the loop ends it.
        }
    }
}

/// <summary>How long after a cycle the next one begins.</summary>
internal static class Timetable
{
    /// <summary>
    /// After a good cycle the next one begins an interval after the beginning of the last, or at once if that time has passed. After
    /// a failed one it begins FirstRetry after the end, doubled for each further failure, but never later than an interval. A cycle
    /// that delivered something before it failed counts as the first failure, so that a bad connection does not slow down catching up.
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

    /// <summary>Asks for a cycle. False when an earlier request still waits.</summary>
    public bool Ask() => Volatile.Read(ref _asked).TrySetResult();

    /// <summary>Waits for a request, at most for the time given. Only one caller may wait at a time.</summary>
    public async Task WaitAsync(TimeSpan atMost, TimeProvider time, CancellationToken stop)
    {
        try
        {
            await _asked.Task.WaitAsync(atMost, time, stop);
            Volatile.Write(ref _asked, New());
        }
        catch (TimeoutException)
        {
            // The time is up without a request.
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
