using VteBridge.State;
using VteBridge.Sync;
using VteBridge.Vte;

namespace VteBridge.Backfill;

/// <summary>How far one chunk of a backfill has come: no look-back, and never the live checkpoint.</summary>
/// <param name="record">As it is when the chunk begins or goes on. Both sources of the chunk share it.</param>
internal sealed class ChunkProgress(BackfillRecord record, TimeProvider time)
{
    private BackfillRecord _record = record;

    public IWalkProgress Of(IRowSource source) => new OfSource(this, source.Kind == ReportKind.Run);

    /// <summary>From the first row of the timestamp reached: runs that share one are always seen together.</summary>
    public Position Start(IRowSource source) => Position.Before(Reached(source)?.Timestamp ?? _record.Chunk!.Value);

    private StoredPosition? Reached(IRowSource source) =>
        source.Kind == ReportKind.Run ? _record.Runs : _record.Repairs;

    private sealed class OfSource(ChunkProgress chunk, bool isRuns) : IWalkProgress
    {
        public PageRecord Move(PageRecord record, Position? last, Position? deferred)
        {
            if ((deferred ?? last) is not { } position)
                return record;
            var reached = new StoredPosition(position.Timestamp, position.Id);
            chunk._record = isRuns
                ? chunk._record with
                {
                    Runs = reached,
                    SavedAt = chunk.Now,
                }
                : chunk._record with
                {
                    Repairs = reached,
                    SavedAt = chunk.Now,
                };
            return record with { Backfill = chunk._record };
        }
    }

    private DateTimeOffset Now => time.GetUtcNow();
}
