using VteBridge.Configuration;
using VteBridge.State;
using VteBridge.Vte;

namespace VteBridge.Sync;

/// <summary>The checkpoint of one source: where its next walk begins, and when it moves.</summary>
/// <param name="saved">As it was before this cycle; null before the first.</param>
/// <param name="zoneSpread">How far the clocks of the sites are apart.</param>
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
    /// The checkpoint is ahead of the database's clock: the clock was set back, or was wrong before. Then the walk begins
    /// before the clock, and the checkpoint may move back.
    /// </summary>
    public bool IsAhead => !_hasMoved && saved is not null && saved.Timestamp > window.Until;

    /// <summary>Whether it is so far ahead that no rounding of clocks explains it.</summary>
    public bool IsInTheFuture => saved is not null && saved.Timestamp > window.Future;

    public CheckpointRecord? Current => _moved ?? saved;

    /// <summary>
    /// The look-back before the checkpoint, from the first row of that timestamp. Sites in different zones stamp their rows
    /// that much earlier or later than each other.
    /// </summary>
    public Position Start()
    {
        if (Current is not { } current)
            return Position.Before(options.StartFrom ?? DateTime.MinValue);
        var from = IsAhead ? window.Until : current.Timestamp;
        return Position.Before(Earlier(from, options.LookBack + zoneSpread));
    }

    /// <summary>
    /// Moves to the last row, but never past a run that must wait. It moves back only for such a run, or when it was ahead of
    /// the clock: then the next cycle must begin early enough to see what is stamped now.
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
