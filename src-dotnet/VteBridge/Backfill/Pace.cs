using Microsoft.Extensions.Logging;
using VteBridge.Vte.Reading;

namespace VteBridge.Backfill;

/// <summary>
/// Keeps a backfill from being noticed: it reads at most a share of the time, at most so many runs a minute, and not while
/// others wait for locks.
/// </summary>
/// <param name="maxLoad">Percent of the time that the server may be busy with us, 1 to 100.</param>
/// <param name="runsPerMinute">0: no limit.</param>
internal sealed class Pace(int maxLoad, int runsPerMinute, VteConnection vte, TimeProvider time, ILogger<Pace> log)
{
    private static readonly TimeSpan BlockedPause = TimeSpan.FromSeconds(5);

    /// <summary>Five minutes; then it goes on at its own gentle rate, because somebody may forget a transaction for days.</summary>
    private const int MaxBlockedPauses = 60;

    private bool _canAsk = true;

    public async Task<T> ReadAsync<T>(Func<Task<T>> read, Func<T, int> count, CancellationToken stop)
    {
        for (var pauses = 0; pauses < MaxBlockedPauses && await IsBlockedAsync(stop); pauses++)
            await Task.Delay(BlockedPause, time, stop);
        var began = time.GetTimestamp();
        var page = await read();
        var busy = time.GetElapsedTime(began);
        var rest = busy * (100 - maxLoad) / maxLoad;
        var atRate =
            runsPerMinute == 0 ? TimeSpan.Zero : TimeSpan.FromMinutes((double)count(page) / runsPerMinute) - busy;
        var pause = rest > atRate ? rest : atRate;
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
                log.LogInformation("{Count} sessions of the server wait for locks; the backfill waits too", blocked);
            return blocked > 0;
        }
        catch (VteFailure e)
        {
            log.LogDebug(
                "The server does not tell who waits for locks ({Why}); the backfill goes by its own share of time",
                e.Message
            );
            _canAsk = false;
            return false;
        }
    }
}
