using VteBridge.Delivery;
using VteBridge.State;
using VteBridge.Vte;

namespace VteBridge.Sync;

/// <summary>
/// One cycle: read a page, leave out what the journal has settled, deliver, journal the outcomes, move the checkpoint.
/// Nothing else decides the order of side effects, and the order is the promise: delivered, then remembered.
/// </summary>
internal sealed class SyncCycle(
    IReadOnlyList<ISource> sources,
    IDestination destination,
    Settlement settlement,
    Receipts receipts,
    IPositions positions,
    TimeProvider time,
    CancellationToken finish = default
)
{
    /// <summary>
    /// Stopping cancels whatever is under way. Asked to finish (a token of its own), it ends after the page under way,
    /// or lets the destination end after the reports it has in hand.
    /// </summary>
    /// <exception cref="CannotWork">It cannot go on now; everything settled so far is remembered.</exception>
    /// <exception cref="OperationCanceledException">It was stopped, or asked to finish before it was through.</exception>
    public async Task<SyncSummary> RunAsync(Window window, IProgress<CycleProgress> progress, CancellationToken stop)
    {
        var summary = new SyncSummary(time.GetUtcNow());
        try
        {
            foreach (var source in sources)
                if (summary.DestinationTrouble is null)
                    await WalkAsync(source, window, summary, progress, stop);
            summary.ReadAll = summary.DestinationTrouble is null;
            await SettleAsync(summary, progress, stop);
        }
        finally
        {
            settlement.Flush();
        }
        summary.Checkpoint = positions.Of(SourceNames.Runs)?.Timestamp;
        summary.Elapsed = time.GetUtcNow() - summary.StartedAt;
        return summary;
    }

    private async Task WalkAsync(
        ISource source,
        Window window,
        SyncSummary summary,
        IProgress<CycleProgress> progress,
        CancellationToken stop
    )
    {
        source.Begin(window);
        settlement.CountFuture(await source.FutureAsync(stop), summary);
        Position? held = null;
        finish.ThrowIfCancellationRequested();
        await using var pages = new ReadAhead(source, positions.Start(source.Name, window), stop);
        while (await pages.NextAsync() is { } page)
        {
            stop.ThrowIfCancellationRequested();
            await settlement.AskAsync(page.Candidates, stop);
            foreach (var candidate in page.Candidates)
            {
                settlement.Count(candidate, summary);
                if (settlement.IsSettled(candidate))
                    summary.Unchanged++;
                else if (settlement.WhyDeferred(candidate) is { } why)
                {
                    settlement.Defer(candidate, why, summary);
                    held ??= candidate.Position;
                }
                else if (
                    await MakeRoomAsync(summary, progress, stop) && settlement.Settle(candidate, destination, summary)
                )
                    progress.Report(new(source.Name, candidate.Position, window.Until, summary));
                else
                    return;
            }
            settlement.Flush();
            positions.Move(source.Name, page.Last, held);
            finish.ThrowIfCancellationRequested();
        }
    }

    /// <summary>A full destination is asked once to settle what it has; when it stays full, reading stops here.</summary>
    private async Task<bool> MakeRoomAsync(
        SyncSummary summary,
        IProgress<CycleProgress> progress,
        CancellationToken stop
    )
    {
        if (destination.Full() is null)
            return true;
        await SettleAsync(summary, progress, stop);
        summary.DestinationTrouble ??= destination.Full();
        return summary.DestinationTrouble is null;
    }

    private async Task SettleAsync(SyncSummary summary, IProgress<CycleProgress> progress, CancellationToken stop)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, finish);
        await receipts.TakeAsync(
            destination,
            summary,
            () => progress.Report(new(destination.Name, null, null, summary)),
            either.Token
        );
    }
}
