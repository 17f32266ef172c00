using Microsoft.Extensions.Logging;
using VteBridge.Configuration;
using VteBridge.Hosting;

namespace VteBridge.Sync;

/// <summary>
/// One cycle of the loop with everything around it: the options of the moment, parts made afresh (a schema, a password,
/// a journal that others have changed are seen), its end put down whatever it was.
/// </summary>
internal sealed class LoopCycle(
    LiveOptions live,
    Func<BridgeOptions, Composition> compose,
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
            await using var parts = compose(options);
            end = await watched.RunAsync(parts, finish, stop);
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
