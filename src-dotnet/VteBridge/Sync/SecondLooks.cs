using VteBridge.Configuration;
using VteBridge.State;
using VteBridge.Vte;

namespace VteBridge.Sync;

/// <summary>
/// Reads the steps of each run twice more, however often cycles are made: when the run is as old as Sync:CompletenessWait,
/// because VTE may still have been writing it when it was sent, and when it leaves the look-back, because the header of a run does
/// not show that a step was edited.
/// </summary>
internal sealed class SecondLooks(
    IReadOnlyList<IRowSource> sources,
    StateStore store,
    SyncOptions options,
    Window window,
    VteClock clock
)
{
    /// <summary>The sequence of the last report that was recorded before this cycle.</summary>
    private readonly long _recorded = store.LastSequence();

    /// <param name="areDone">Whether this cycle has read all these steps anyway.</param>
    public IEnumerable<Walk> Walks(bool areDone)
    {
        foreach (var (look, age) in Looks())
        {
            if (!areDone)
                foreach (var source in sources)
                    yield return Look(source, look, age);
            store.Done(look, window.Now);
        }
    }

    private IEnumerable<(StoredTime Look, TimeSpan Age)> Looks()
    {
        if (options.CompletenessWait > TimeSpan.Zero)
            yield return (StoredTime.Completed, options.CompletenessWait);
        if (options.LookBack > options.CompletenessWait)
            yield return (StoredTime.LeftLookBack, options.LookBack);
    }

    /// <summary>The runs that have reached this age since the last look, by the clocks of every site.</summary>
    private Walk Look(IRowSource source, StoredTime look, TimeSpan age)
    {
        var until = Earlier(clock.LatestRaw(window.Now - age), clock.Spread);
        // Without a last look, or with one that lies in the future (a wrong clock), the whole look-back is checked.
        var last = store.LastTime(look) is { } time && time <= window.Now ? time : window.Now - options.LookBack;
        // If clocks were put forward or back between the two looks, the two beginnings differ: the earlier one is taken.
        var (passed, raw) = (Earlier(until, window.Now - last), Earlier(clock.LatestRaw(last - age), clock.Spread));
        var from = (passed < raw ? passed : raw).AddTicks(1);
        return new Walk(source, Position.Before(from), until, IsCheck: true, RecordedUpTo: _recorded);
    }

    private static DateTime Earlier(DateTime time, TimeSpan span) =>
        time - DateTime.MinValue > span ? time - span : DateTime.MinValue;
}
