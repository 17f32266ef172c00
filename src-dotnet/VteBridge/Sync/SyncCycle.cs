using VteBridge.Configuration;
using VteBridge.Delivery;
using VteBridge.State;

namespace VteBridge.Sync;

/// <summary>
/// One sync cycle: read → decide → map → deliver → record → move the checkpoint. Nothing else decides the order of side effects.
/// The order is a promise: delivered first, then recorded. A page's outcomes and its checkpoint are recorded in one transaction.
/// </summary>
/// <param name="finish">Asks the cycle to end after the current page.</param>
internal sealed class SyncCycle(
    IWalkPlan plan,
    StateStore store,
    IDestination destination,
    PageDelivery delivery,
    ReceiptCollector receipts,
    SyncOptions options,
    TimeProvider time,
    CancellationToken finish = default
)
{
    /// <exception cref="CannotWork">The cycle cannot go on; everything delivered so far is recorded.</exception>
    /// <exception cref="OperationCanceledException">The cycle was stopped, or asked to finish before its end.</exception>
    public async Task<SyncSummary> RunAsync(Window window, IProgress<CycleProgress> progress, CancellationToken stop)
    {
        using var span = SyncTracing.Cycle();
        var began = time.GetTimestamp();
        var summary = receipts.Recall(destination);
        await foreach (var walk in plan.WalksAsync(window, stop))
        {
            summary += await WalkAsync(walk, window, summary, progress, stop);
            if (summary.DestinationTrouble is not null)
                break;
        }
        summary = (summary + plan.Findings) with { ReadAll = summary.DestinationTrouble is null };
        summary += await ConfirmAsync(summary, progress, stop);
        SyncTracing.End(span, summary);
        return summary with { Elapsed = time.GetElapsedTime(began) };
    }

    private async Task<SyncSummary> WalkAsync(
        Walk walk,
        Window window,
        SyncSummary before,
        IProgress<CycleProgress> progress,
        CancellationToken stop
    )
    {
        var (summary, deferred) = (SyncSummary.Nothing, (Vte.Position?)null);
        var reader = new PageReader(walk, store);
        finish.ThrowIfCancellationRequested();
        await using var pages = new PageReadAhead(reader.NextAsync, stop);
        while (await pages.NextAsync() is { } page) // read
        {
            stop.ThrowIfCancellationRequested();
            using var span = SyncTracing.Page(walk);
            var decided = page.Decide(walk, window, options); // decide
            store.MarkReplacing([.. decided.Where(d => d.Replaces).Select(d => d.Candidate.Id)]);
            var prepared = decided.Select(d => Prepared.Of(d, walk.Source)); // map
            var outcome = new PageOutcome(time, destination.GivesReceipts);
            try
            {
                await delivery.DeliverAsync(prepared, walk.Force, outcome, stop); // deliver
            }
            catch
            {
                store.Record(outcome.Record); // What was delivered; the checkpoint stays.
                throw;
            }
            deferred ??= outcome.FirstDeferred;
            var isWhole = outcome.Trouble is null;
            store.Record(isWhole ? Move(walk, outcome.Record, page, deferred) : outcome.Record); // record, move the checkpoint
            summary += walk.IsCheck ? outcome.Summary.OnlyNews : outcome.Summary;
            progress.Report(new(walk.Source.Name, page.Last, walk.Until, before + summary));
            if (!isWhole)
                break;
            finish.ThrowIfCancellationRequested();
        }
        return summary;
    }

    private static PageRecord Move(Walk walk, PageRecord record, CandidatePage page, Vte.Position? deferred) =>
        walk.Progress?.Move(record, page.Last, deferred) ?? record;

    private async Task<SyncSummary> ConfirmAsync(
        SyncSummary before,
        IProgress<CycleProgress> progress,
        CancellationToken stop
    )
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, finish);
        return await receipts.CollectAsync(
            destination,
            either.Token,
            done => progress.Report(new(destination.Name, null, null, before + done))
        );
    }
}
