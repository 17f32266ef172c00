using VteBridge.Delivery;
using VteBridge.State;

namespace VteBridge.Sync;

/// <summary>Records the destination's receipts for queued reports, in batches of one transaction each.</summary>
internal sealed class ReceiptCollector(StateStore store, TimeProvider time, ILogger<ReceiptCollector> log)
{
    private const int BatchSize = 100;

    /// <summary>A batch is recorded after this time at the latest, so that `status` is up to date during a long upload.</summary>
    private static readonly TimeSpan BatchTime = TimeSpan.FromSeconds(2);

    /// <summary>How many waiting files are checked for damage in one cycle.</summary>
    private const int MostChecked = 1_000;

    private readonly DateTimeOffset _cycleStarted = time.GetUtcNow();

    /// <summary>Lets the destination upload the waiting reports, and records every receipt that it gives.</summary>
    /// <param name="progress">Called after each batch with everything recorded so far.</param>
    /// <exception cref="OperationCanceledException">Stopped; the receipts up to then are recorded.</exception>
    public async Task<SyncSummary> CollectAsync(
        IDestination destination,
        CancellationToken stop,
        Action<SyncSummary>? progress = null
    )
    {
        var (summary, batch, began) = (SyncSummary.Nothing, new List<Receipt>(), time.GetTimestamp());
        try
        {
            await foreach (var receipt in destination.ReceiptsAsync(stop))
            {
                batch.Add(receipt);
                if (batch.Count >= BatchSize || time.GetElapsedTime(began) > BatchTime)
                    Flush();
            }
        }
        finally
        {
            Flush(); // Also when stopped: the destination gives each receipt only once.
        }
        return summary + Recall(destination);

        void Flush()
        {
            summary += Record(batch);
            batch.Clear();
            began = time.GetTimestamp();
            progress?.Invoke(summary);
        }
    }

    /// <summary>
    /// Looks at the destination's files for queued reports that have no receipt yet, because the upload was killed or made by
    /// another process. A file that is gone or damaged is recorded as lost, and the next cycle sends the report again.
    /// </summary>
    public SyncSummary Recall(IDestination destination)
    {
        if (!destination.GivesReceipts)
            return SyncSummary.Nothing;
        var (summary, batch, checkedFiles) = (SyncSummary.Nothing, new List<Receipt>(), 0);
        var retries = new Retries(0, null);
        for (var page = store.Queued(); page.Count > 0; page = store.Queued(page[^1].Sequence))
        {
            foreach (var report in page)
            {
                var isWaiting = destination.Waits(report.Id);
                if (isWaiting && ++checkedFiles > MostChecked)
                    continue;
                // A report that was queued at another destination, before the configuration changed, is not lost because it is not here.
                if (
                    destination.ReceiptFor(report.Id, report.SentHash) is not { } receipt
                    || (receipt.IsLost && !report.IsInQueue)
                )
                    continue;
                if (receipt is { Outcome: Outcome.Unavailable, IsLost: false })
                    retries = new Retries(retries.Count + 1, receipt.Message);
                else
                    batch.Add(receipt);
            }
            summary += Record(batch);
            batch.Clear();
        }
        return summary with { Retries = retries };
    }

    private SyncSummary Record(List<Receipt> receipts)
    {
        var trouble = receipts.LastOrDefault(r => r.IsOfDestination)?.Message;
        var known = store.Find([.. receipts.Where(r => !r.IsOfDestination).Select(r => r.Id)]);
        var about = receipts.Where(r => !r.IsOfDestination && IsNews(r, known.GetValueOrDefault(r.Id))).ToList();
        if (about.Count > 0)
        {
            store.Record(
                new PageRecord
                {
                    Receipts = [.. about.Select(r => new ReceiptRecord(r.Id, r.Hash, r.Outcome, time.GetUtcNow()))],
                    DeadLetters =
                    [
                        .. about
                            .Where(r => r.Outcome == Outcome.Rejected)
                            .Select(r => Refusal.DeadLetter(r, known.GetValueOrDefault(r.Id), time.GetUtcNow())),
                    ],
                    Delivered = [.. about.Where(r => r.Outcome == Outcome.Accepted).Select(r => r.Id)],
                }
            );
            Milestone.Pass("receipts recorded");
            foreach (var receipt in about)
                SyncTracing.Receipt(receipt, known.GetValueOrDefault(receipt.Id)?.RecordedAt);
        }
        var uploads = about
            .Where(r => r.Outcome == Outcome.Accepted && known.ContainsKey(r.Id))
            .Select(r => (time.GetUtcNow() - known[r.Id].RecordedAt).TotalSeconds)
            .ToList();
        foreach (var seconds in uploads)
            SyncMetrics.UploadDuration.Record(seconds);
        foreach (var receipt in about.Where(r => r.Outcome != Outcome.Accepted))
            log.LogWarning("{Outcome}: report {Id}. {Why}", receipt.Outcome, receipt.Id, receipt.Message);
        var (accepted, rejected) = (
            about.Count(r => r.Outcome == Outcome.Accepted),
            about.Count(r => r.Outcome == Outcome.Rejected)
        );
        return new SyncSummary
        {
            Accepted = accepted,
            Rejected = rejected,
            DeadLetters = rejected,
            Queued = -about.Count(r => known.GetValueOrDefault(r.Id) is { } k && k.RecordedAt >= _cycleStarted),
            DestinationTrouble = trouble,
            Uploads = SyncMetrics.Classes(uploads),
        };
    }

    /// <summary>
    /// Whether the receipt changes what is recorded. A receipt for an earlier version does not: the queued version gets its own.
    /// A rejection always does, even for a report that the store does not know.
    /// </summary>
    private static bool IsNews(Receipt receipt, ReportRecord? known) =>
        known is null
            ? receipt.Outcome == Outcome.Rejected
            : known.Outcome == Outcome.Queued
                && (receipt.Hash is null || receipt.Hash == known.SentHash)
                && (receipt.Outcome != Outcome.Unavailable || receipt.IsLost);
}
