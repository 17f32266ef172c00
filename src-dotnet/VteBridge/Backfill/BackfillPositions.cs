using VteBridge.State;
using VteBridge.Sync;
using VteBridge.Vte;

namespace VteBridge.Backfill;

/// <summary>The positions of one chunk of a backfill: no look-back, and never the live checkpoint.</summary>
internal sealed class BackfillPositions(
    BackfillFile file,
    string database,
    BackfillRange range,
    BackfillChunk chunk,
    BackfillProgress? saved
) : IPositions
{
    private BackfillProgress _progress =
        saved?.Chunk == chunk.Begin
            ? saved
            : new BackfillProgress(
                BackfillProgress.CurrentFormat,
                database,
                chunk.Begin,
                null,
                null,
                range.IsOpen ? range.To : null
            );

    public Position? Of(string source) =>
        (source == SourceNames.Runs ? _progress.Runs : _progress.Repairs) is { } p
            ? new Position(p.Timestamp, p.Id)
            : null;

    /// <summary>From the first row of the timestamp reached: runs that share one are always seen together.</summary>
    public Position Start(string source, Window window) => Position.Before(Of(source)?.Timestamp ?? chunk.Begin);

    public void Move(string source, Position? last, Position? held)
    {
        if ((held ?? last) is not { } position || position == Of(source))
            return;
        var moved = new CheckpointPosition(position.Timestamp, position.Id);
        _progress = source == SourceNames.Runs ? _progress with { Runs = moved } : _progress with { Repairs = moved };
        file.Save(_progress);
    }
}
