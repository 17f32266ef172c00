using VteBridge.State;
using VteBridge.Sync;

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
        var saved = store.Backfill(range.Key) is { Chunk: not null } record ? record : null;
        foreach (var chunk in range.Chunks().SkipWhile(c => saved is not null && c.Begin != saved.Chunk))
        {
            var done = new ChunkProgress(saved?.Chunk == chunk.Begin ? saved : Begin(range, chunk), time);
            var walks = session.Sources.Select(source => new Walk(
                new PacedSource(source, pace),
                done.Start(source),
                chunk.End.AddTicks(-1),
                done.Of(source),
                Force: force
            ));
            total += await session.Cycle(new GivenWalks(walks), existing).RunAsync(session.Window, progress, stop);
            if (total.DestinationTrouble is not null)
                return total;
        }
        store.Record(new PageRecord { Backfill = new(range.Key, null, null, null, null, time.GetUtcNow()) });
        return total;
    }

    private BackfillRecord Begin(BackfillRange range, BackfillChunk chunk) =>
        new(range.Key, chunk.Begin, null, null, range.IsOpen ? range.To : null, time.GetUtcNow());
}
