using Microsoft.Extensions.Logging;
using VteBridge.Health;
using VteBridge.Options;

namespace VteBridge.Sync.Loop;

/// <summary>
/// One pass of the loop with everything around it: the options of the moment, parts made afresh (a schema, a password,
/// a journal that others have changed are seen), its end put down whatever it was.
/// </summary>
internal sealed class LoopPass(
    LiveOptions live,
    Func<BridgeOptions, Composition> compose,
    HealthBook book,
    TimeProvider time,
    ILogger<LoopPass> log
)
{
    /// <summary>Never throws.</summary>
    public async Task<PassEnd> RunAsync(CancellationToken finish, CancellationToken stop)
    {
        var options = live.Refresh();
        book.Begin(options, live.Refusal);
        var watched = new WatchedPass(book, time);
        Exception? unexpected = null;
        PassEnd end;
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
        book.End(end);
        log.Log(LevelOf(end), unexpected, "Pass ended: {Result}. {Summary}", end.Result, PassText.Line(end));
        return end;
    }

    private static LogLevel LevelOf(PassEnd end) =>
        end.Result switch
        {
            PassResult.Failed => LogLevel.Error,
            PassResult.OutletTrouble => LogLevel.Warning,
            _ => LogLevel.Information,
        };
}
