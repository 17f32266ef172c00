using VteBridge.Vte.Reading;

namespace VteBridge.Sync;

/// <summary>
/// Keeps reading from being noticed: at most a share of the time, at most so many runs a minute, and not while others wait
/// for locks.
/// </summary>
/// <param name="maxLoad">Percent of the time that the server may be busy with us, 1 to 100.</param>
/// <param name="runsPerMinute">0: no limit.</param>
/// <param name="longest">Of any pause, and of all the waiting for others before one read; null: as long as it takes.</param>
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

    /// <summary>Five minutes; then it goes on at its own gentle rate, because somebody may forget a transaction for days.</summary>
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
                log.LogInformation("{Count} sessions of the server wait for locks; reading waits too", blocked);
            return blocked > 0;
        }
        catch (VteFailure e)
        {
            log.LogDebug(
                "The server does not tell who waits for locks ({Why}); reading goes by its own share of time",
                e.Message
            );
            _canAsk = false;
            return false;
        }
    }
}
