using VteBridge.Configuration;
using VteBridge.State;
using VteBridge.Vte;

namespace VteBridge.Sync;

/// <summary>The checkpoint of one source: tells where the next walk begins, and moves as pages are done.</summary>
/// <param name="saved">The checkpoint before this cycle; null before the first cycle.</param>
/// <param name="zoneSpread">The largest difference between the clocks of the sites.</param>
internal sealed class LiveProgress(
    string source,
    CheckpointRecord? saved,
    SyncOptions options,
    TimeSpan zoneSpread,
    Window window,
    TimeProvider time
) : IWalkProgress
{
    private CheckpointRecord? _moved;
    private bool _hasMoved;

    /// <summary>
    /// Whether the checkpoint is ahead of the database's clock, because the clock was set back or was wrong before. Then the walk
    /// begins before the clock's time, and the checkpoint may move back.
    /// </summary>
    public bool IsAhead => !_hasMoved && saved is not null && saved.Timestamp > window.Until;

    /// <summary>Whether the checkpoint is further ahead than small differences between clocks explain.</summary>
    public bool IsInTheFuture => saved is not null && saved.Timestamp > window.Future;

    public CheckpointRecord? Current => _moved ?? saved;

    /// <summary>
    /// The beginning of the walk: the look-back before the checkpoint, from the first row of that timestamp. The spread of the zones
    /// is added, because sites in other zones write timestamps that much earlier or later.
    /// </summary>
    public Position Start()
    {
        if (Current is not { } current)
            return Position.Before(options.StartFrom ?? DateTime.MinValue);
        var from = IsAhead ? window.Until : current.Timestamp;
        return Position.Before(Earlier(from, options.LookBack + zoneSpread));
    }

    /// <summary>
    /// Moves the checkpoint to the last row, but never past a deferred run. It moves back only for a deferred run, or when it is ahead
    /// of the clock, so that the next cycle begins early enough to read the rows that are written now.
    /// </summary>
    public PageRecord Move(PageRecord record, Position? last, Position? deferred)
    {
        var waits = deferred is { } d && (last is not { } l || d.Timestamp <= l.Timestamp);
        var target = waits ? Position.Before(deferred!.Value.Timestamp) : last;
        if (target is not { } position)
            return record;
        if (Current is { } current)
        {
            if (current.Timestamp == position.Timestamp && current.Id == position.Id)
                return record;
            if (deferred is null && position.Timestamp < current.Timestamp && !IsAhead)
                return record;
        }
        _hasMoved = true;
        _moved = new CheckpointRecord(source, position.Timestamp, position.Id, time.GetUtcNow());
        return record with { Checkpoint = _moved };
    }

    private static DateTime Earlier(DateTime time, TimeSpan span) =>
        time - DateTime.MinValue > span ? time - span : DateTime.MinValue;
}
