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
