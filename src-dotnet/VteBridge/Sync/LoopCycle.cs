using VteBridge.Configuration;

namespace VteBridge.Sync;

/// <summary>
/// One cycle of the loop. Uses the current options and new services each time, so that a changed schema or password is noticed,
/// and reports the end of the cycle, whatever it was.
/// </summary>
/// <param name="open">Makes the services for these options, and the scope that disposes them.</param>
internal sealed class LoopCycle(
    LiveOptions live,
    Func<BridgeOptions, (SyncServices Services, IAsyncDisposable Scope)> open,
    ISyncObserver observer,
    TimeProvider time,
    ILogger<LoopCycle> log
)
{
    /// <summary>Never throws.</summary>
    public async Task<CycleEnd> RunAsync(CancellationToken finish, CancellationToken stop)
    {
        var options = live.Refresh();
        observer.Begin(options, live.Refusal);
        var watched = new WatchedCycle(observer, time);
        Exception? unexpected = null;
        CycleEnd end;
        try
        {
            var (services, scope) = open(options);
            await using (scope)
                end = await watched.RunAsync(services, allSteps: false, finish, stop);
        }
        catch (Exception e)
        {
            end = watched.EndOf(e, finish.IsCancellationRequested);
            unexpected = e is CannotWork or OperationCanceledException ? null : e;
        }
        observer.End(end);
        log.Log(LevelOf(end), unexpected, "Cycle ended: {Result}. {Summary}", end.Result, CycleText.Line(end));
        return end;
    }

    private static LogLevel LevelOf(CycleEnd end) =>
        end.Result switch
        {
            CycleResult.Failed => LogLevel.Error,
            CycleResult.DestinationTrouble => LogLevel.Warning,
            _ => LogLevel.Information,
        };
}
