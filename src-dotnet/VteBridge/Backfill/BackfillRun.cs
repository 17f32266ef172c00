using VteBridge.State;
using VteBridge.Sync;
using VteBridge.Vte;

namespace VteBridge.Backfill;

/// <summary>One call of `backfill`: chunk by chunk, each a sync cycle of its own with the backfill's position instead of the checkpoint.</summary>
internal sealed class BackfillRun(SyncSession session, StateStore store, Pace pace, TimeProvider time)
{
    /// <summary>The range that this call goes on with: an open end stays where it was when the first call began.</summary>
    public BackfillRange Resume(BackfillRange range) =>
        range.IsOpen && store.Backfill(range.Key) is { Chunk: not null, Until: { } until }
            ? range with
            {
                To = until,
            }
            : range;

    /// <summary>Nothing is left to do of it; an open range never is complete.</summary>
    public bool IsComplete(BackfillRange range) => !range.IsOpen && store.Backfill(range.Key) is { Chunk: null };

    /// <param name="force">Send again what is unchanged.</param>
    /// <param name="existing">Asks WATS first; null: it is not asked.</param>
    public async Task<SyncSummary> RunAsync(
        BackfillRange range,
        bool force,
        ExistingReports? existing,
        IProgress<CycleProgress> progress,
        CancellationToken stop
    )
    {
        var total = SyncSummary.Nothing;
        foreach (var chunk in Chunks(range))
        {
            var walks = new GivenWalks(Walks(range, chunk, force));
            total += await session.Cycle(walks, existing).RunAsync(session.Window, progress, stop);
            if (total.DestinationTrouble is not null)
                return total;
        }
        store.Record(new PageRecord { Backfill = new(range.Key, null, null, null, null, time.GetUtcNow()) });
        return total;
    }

    /// <summary>All walks that a call would make now, one chunk after the other.</summary>
    public IWalkPlan Plan(BackfillRange asked, bool force)
    {
        var range = Resume(asked);
        return new GivenWalks(
            IsComplete(range) && !force ? [] : Chunks(range).SelectMany(chunk => Walks(range, chunk, force))
        );
    }

    private IEnumerable<BackfillChunk> Chunks(BackfillRange range) =>
        Saved(range)?.Chunk is { } begin ? range.Chunks().SkipWhile(c => c.Begin != begin) : range.Chunks();

    private IEnumerable<Walk> Walks(BackfillRange range, BackfillChunk chunk, bool force)
    {
        var done = new ChunkProgress(
            Saved(range) is { } saved && saved.Chunk == chunk.Begin ? saved : Begin(range, chunk),
            time
        );
        return session.Sources.Select(source => new Walk(
            new PacedSource(source, pace),
            done.Start(source),
            chunk.End.AddTicks(-1),
            done.Of(source),
            Force: force
        ));
    }

    private BackfillRecord? Saved(BackfillRange range) =>
        store.Backfill(range.Key) is { Chunk: not null } saved ? saved : null;

    private BackfillRecord Begin(BackfillRange range, BackfillChunk chunk) =>
        new(range.Key, chunk.Begin, null, null, range.IsOpen ? range.To : null, time.GetUtcNow());
}

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
