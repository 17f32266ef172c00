using Microsoft.Extensions.Logging;
using VteBridge.Configuration;
using VteBridge.Hosting;
using VteBridge.State;
using VteBridge.Vte;

namespace VteBridge.Sync;

/// <summary>The positions of the live walks: the checkpoint, and the look-back before it.</summary>
internal sealed class CheckpointPositions(
    CheckpointFile file,
    string database,
    SyncOptions options,
    TimeSpan zoneSpread,
    ILogger<CheckpointPositions> log
) : IPositions
{
    private readonly Checkpoint? _saved = Read(file, database, options);
    private readonly Dictionary<string, CheckpointPosition?> _positions = [];
    private readonly HashSet<string> _ahead = [];

    public Position? Of(string source) =>
        Saved(source) is { } position ? new Position(position.Timestamp, position.Id) : null;

    /// <summary>
    /// The look-back before the checkpoint, from the first row of that timestamp: runs that share a timestamp are always
    /// seen together. Sites in different zones stamp their rows that much earlier or later than each other. A checkpoint
    /// ahead of the database's clock (it was set back, or was wrong before) would skip what is stamped now: then the clock counts.
    /// </summary>
    public Position Start(string source, Window window)
    {
        if (Saved(source) is not { } saved)
            return Position.Before(options.StartFrom ?? DateTime.MinValue);
        if (saved.Timestamp > window.Future)
            log.LogWarning(
                "The checkpoint of the {Source} ({Checkpoint:yyyy-MM-dd HH:mm:ss}) is ahead of the database's clock: that was set back, or was wrong before. "
                    + "Reading begins the look-back before the clock; if it was wrong for longer, run 'vtebridge reconcile' over that time",
                source,
                saved.Timestamp
            );
        if (saved.Timestamp > window.Until)
            _ahead.Add(source);
        var from = saved.Timestamp > window.Until ? window.Until : saved.Timestamp;
        return Position.Before(Earlier(from, options.LookBack + zoneSpread));
    }

    /// <summary>
    /// Moves the checkpoint to the last row read, but never past a run that is deferred, nor back over what is settled
    /// unless such a run lies there, or the clock went back: then the next cycle must begin early enough to see it.
    /// </summary>
    public void Move(string source, Position? last, Position? held)
    {
        var current = Of(source);
        var target =
            held is { } h && (last is not { } l || h.Timestamp <= l.Timestamp) ? Position.Before(h.Timestamp) : last;
        var isBack = held is null && current is { } c && target?.Timestamp < c.Timestamp && !_ahead.Contains(source);
        if (target is not { } position || isBack || position == current)
            return;
        _ahead.Remove(source);
        _positions[source] = new CheckpointPosition(position.Timestamp, position.Id);
        file.Save(database, Saved(SourceNames.Runs), Saved(SourceNames.Repairs));
    }

    private CheckpointPosition? Saved(string source) =>
        _positions.TryGetValue(source, out var position) ? position
        : source == SourceNames.Runs ? _saved?.Runs
        : _saved?.Repairs;

    private static Checkpoint? Read(CheckpointFile file, string database, SyncOptions options) =>
        file.IsLost && options.StartFrom is null ? throw file.Lost() : file.Read(database);

    private static DateTime Earlier(DateTime time, TimeSpan span) =>
        time - DateTime.MinValue > span ? time - span : DateTime.MinValue;
}
