using Microsoft.Extensions.Logging;
using VteBridge.Core;
using VteBridge.Delivery;
using VteBridge.Hosting;
using VteBridge.State;

namespace VteBridge.Sync;

/// <summary>Takes the destination's receipts for reports that were queued, and remembers them.</summary>
internal sealed class Receipts(Journal journal, DeadLetters deadLetters, TimeProvider time, ILogger<Receipts> log)
{
    /// <summary>All receipts that the destination has now are on the disk when this returns.</summary>
    /// <param name="taken">Called after each.</param>
    public async Task TakeAsync(IDestination destination, SyncSummary summary, Action taken, CancellationToken stop)
    {
        journal.Open();
        var isWhole = true;
        try
        {
            await foreach (var receipt in destination.SettleAsync(stop))
            {
                isWhole &= !receipt.MayHaveLostReceipts;
                Take(receipt, summary);
                taken();
            }
            Recall(destination, summary);
        }
        finally
        {
            journal.Flush(); // Also when it is stopped: what the destination has told it will not tell again.
        }
        if (isWhole)
            journal.Close();
    }

    /// <summary>
    /// What no receipt told: of a drainer or a cycle that was killed, or because another process drained. The days in
    /// memory are looked through each time; all days when the last settling did not come to its end.
    /// </summary>
    private void Recall(IDestination destination, SyncSummary summary)
    {
        foreach (var entry in journal.Queued())
            if (destination.Settled(entry.Id, entry.Hash) is { } receipt)
                Take(receipt, summary);
    }

    private void Take(Receipt receipt, SyncSummary summary)
    {
        if (receipt.IsOfDestination)
            summary.DestinationTrouble = receipt.Message;
        // Still Queued; or of a cycle that was killed before it could write its journal: the run will be read again.
        if (receipt.Outcome == Outcome.Unavailable || journal.Find(receipt.Id) is not { } entry)
            return;
        // Of an earlier version, which was on its way when this one was queued: its own receipt is still to come.
        if (receipt.Hash is { } hash && hash != entry.Hash)
            return;
        if (entry.Outcome == nameof(Outcome.Queued) && entry.At >= summary.StartedAt)
            summary.Queued--;
        if (receipt.Outcome == Outcome.Accepted)
        {
            summary.Accepted++;
            deadLetters.Remove(receipt.Id);
        }
        else
        {
            summary.Rejected++;
            summary.DeadLetters++;
            deadLetters.Add(DeadLetter.OfRefusal(receipt, entry.Kind, entry.Run, entry.Testplan, time.GetUtcNow()));
            log.LogWarning("WATS refused {Kind} {Id}: {Why}", entry.Kind, receipt.Id, receipt.Message);
        }
        // Last: when the dead letter cannot be written, the refusal is not remembered either and comes up again.
        journal.Add(entry with { Outcome = receipt.Outcome.ToString(), At = time.GetUtcNow() });
        Milestone.Pass("receipt taken");
    }
}
