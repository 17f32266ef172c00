using VteBridge.Vte.Reading;

namespace VteBridge.Sync;

/// <summary>
/// Limits the load on the server: reading takes at most a share of the time and at most a number of runs a minute, and waits while
/// other sessions wait for locks.
/// </summary>
/// <param name="maxLoad">The percentage of the time that the server may be busy with VteBridge, 1 to 100.</param>
/// <param name="runsPerMinute">0 for no limit.</param>
/// <param name="longest">The longest pause and wait for other sessions. Null: any pause, and at most five minutes for other sessions.</param>
internal sealed class Pace(
    int maxLoad,
    int runsPerMinute,
    VteConnection vte,
    TimeProvider time,
    ILogger<Pace> log,
    TimeSpan? longest = null
)
{
    private static readonly TimeSpan BlockedPause = TimeSpan.FromSeconds(5);

    /// <summary>Five minutes. Then reading goes on at its own limited rate, because somebody may forget an open transaction for days.</summary>
    private const int MaxBlockedPauses = 60;

    private bool _canAsk = true;

    public async Task<T> ReadAsync<T>(Func<Task<T>> read, Func<T, int> count, CancellationToken stop)
    {
        var most = longest is { } limit ? Math.Min(MaxBlockedPauses, (int)(limit / BlockedPause)) : MaxBlockedPauses;
        for (var pauses = 0; pauses < most && await IsBlockedAsync(stop); pauses++)
            await Task.Delay(BlockedPause, time, stop);
        var began = time.GetTimestamp();
        var page = await read();
        var busy = time.GetElapsedTime(began);
        var rest = busy * (100 - maxLoad) / maxLoad;
        var atRate =
            runsPerMinute == 0 ? TimeSpan.Zero : TimeSpan.FromMinutes((double)count(page) / runsPerMinute) - busy;
        var pause = rest > atRate ? rest : atRate;
        if (pause > longest)
            pause = longest.Value;
        if (pause > TimeSpan.Zero)
            await Task.Delay(pause, time, stop);
        return page;
    }

    private async Task<bool> IsBlockedAsync(CancellationToken stop)
    {
        if (!_canAsk)
            return false;
        try
        {
            var blocked = await ServerReader.BlockedSessionsAsync(vte, stop);
            if (blocked > 0)
                log.LogInformation(
                    "{Count} sessions of the server wait for locks; reading pauses until none does",
                    blocked
                );
            return blocked > 0;
        }
        catch (VteFailure e)
        {
            log.LogDebug(
                "The server does not show which sessions wait for locks ({Why}); reading is only limited by its share of time",
                e.Message
            );
            _canAsk = false;
            return false;
        }
    }
}
