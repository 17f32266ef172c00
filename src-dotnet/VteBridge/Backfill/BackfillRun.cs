using VteBridge.State;
using VteBridge.Sync;
using VteBridge.Vte;

namespace VteBridge.Backfill;

/// <summary>
/// One call of `backfill`. Each chunk is a sync cycle of its own that moves the backfill's position instead of the
/// checkpoint.
/// </summary>
internal sealed class BackfillRun(SyncSession session, StateStore store, Pace pace, TimeProvider time)
{
    /// <summary>The range to continue with: if an earlier call with an open end did not finish, its end is kept.</summary>
    public BackfillRange Resume(BackfillRange range) =>
        range.IsOpen && store.Backfill(range.Key) is { Chunk: not null, Until: { } until }
            ? range with
            {
                To = until,
            }
            : range;

    /// <summary>Whether this backfill has finished. A backfill with an open end never has.</summary>
    public bool IsComplete(BackfillRange range) => !range.IsOpen && store.Backfill(range.Key) is { Chunk: null };

    /// <param name="force">Whether unchanged reports are sent again.</param>
    /// <param name="existing">Asks WATS which reports it has already; null: WATS is not asked.</param>
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

    /// <summary>All walks that a call would make now, chunk by chunk.</summary>
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

/// <summary>The position that one chunk of a backfill has reached. It has no look-back and never moves the live checkpoint.</summary>
/// <param name="record">The position when the chunk begins or resumes. The two sources of the chunk, runs and repairs, share it.</param>
internal sealed class ChunkProgress(BackfillRecord record, TimeProvider time)
{
    private BackfillRecord _record = record;

    public IWalkProgress Of(IRowSource source) => new OfSource(this, source.Kind == ReportKind.Run);

    /// <summary>
    /// Starts at the first row with the timestamp that was reached, so that rows with the same timestamp are always read
    /// together.
    /// </summary>
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
