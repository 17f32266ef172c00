using VteBridge.Checkpoints;
using VteBridge.Options;
using VteBridge.Vte;

namespace VteBridge.Sync;

/// <summary>The positions of the live walks: the checkpoint, and the look-back before it.</summary>
internal sealed class CheckpointPositions(
    CheckpointFile file,
    string database,
    SyncOptions options,
    TimeSpan zoneSpread
) : IPositions
{
    private readonly Checkpoint? _saved = file.Read(database);
    private readonly Dictionary<string, CheckpointPosition?> _positions = [];

    public Position? Of(string source) =>
        Saved(source) is { } position ? new Position(position.Timestamp, position.Id) : null;

    /// <summary>
    /// The look-back before the checkpoint, from the first row of that timestamp: runs that share a timestamp are always
    /// seen together. Sites in different zones stamp their rows that much earlier or later than each other.
    /// </summary>
    public Position Start(string source)
    {
        var from = Saved(source)?.Timestamp ?? options.StartFrom;
        var back = options.LookBack + zoneSpread;
        return Position.Before(
            from is null ? DateTime.MinValue
            : Saved(source) is null ? from.Value
            : Earlier(from.Value, back)
        );
    }

    /// <summary>
    /// Moves the checkpoint to the last row read, but never past a run that is held back, nor back over what is settled
    /// unless such a run lies there: then the next pass must begin early enough to see it.
    /// </summary>
    public void Move(string source, Position? last, Position? held)
    {
        var current = Of(source);
        var target =
            held is { } h && (last is not { } l || h.Timestamp <= l.Timestamp) ? Position.Before(h.Timestamp) : last;
        if (
            target is not { } position
            || (held is null && current is { } c && position.Timestamp < c.Timestamp)
            || position == current
        )
            return;
        _positions[source] = new CheckpointPosition(position.Timestamp, position.Id);
        file.Save(database, Saved(SourceNames.Runs), Saved(SourceNames.Repairs));
    }

    private CheckpointPosition? Saved(string source) =>
        _positions.TryGetValue(source, out var position) ? position
        : source == SourceNames.Runs ? _saved?.Runs
        : _saved?.Repairs;

    private static DateTime Earlier(DateTime time, TimeSpan span) =>
        time - DateTime.MinValue > span ? time - span : DateTime.MinValue;
}
