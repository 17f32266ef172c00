using VteBridge.Configuration;
using VteBridge.Vte;

namespace VteBridge.Sync;

/// <summary>Whether a run is ready to be sent, or must be deferred for a later cycle.</summary>
internal sealed class Completeness(SyncOptions options)
{
    /// <summary>Null when it is ready.</summary>
    public string? Defer(TestRun run, DateTimeOffset start, Window window)
    {
        // Sites in zones east of the others reach further than their own clocks; WATS quarantines what starts in the future.
        if (start > window.Settled)
            return $"it starts at {start:yyyy-MM-dd HH:mm:ss zzz}, which is not {options.SettleDelay} past yet";
        if (run.Steps.Count == 0 && window.Now - start < options.CompletenessWait)
            return $"it has no steps yet and is younger than {options.CompletenessWait}";
        return null;
    }

    /// <summary>
    /// Why it must wait should it differ from what was sent of it: its rows are still being written. Null when it is old
    /// enough to be sent as it is.
    /// </summary>
    public string? DeferIfChanged(DateTimeOffset start, Window window) =>
        window.Now - start < options.CompletenessWait
            ? $"its rows have changed since it was sent, and it is younger than {options.CompletenessWait}"
            : null;
}
