using Microsoft.Extensions.Logging;
using VteBridge.Checkpoints;
using VteBridge.Delivery;
using VteBridge.Files;

namespace VteBridge.Sync;

/// <summary>Takes the outlet's receipts for reports that were handed over, and remembers them.</summary>
internal sealed class Receipts(Journal journal, DeadLetters deadLetters, TimeProvider time, ILogger<Receipts> log)
{
    /// <summary>All receipts that the outlet has now are on the disk when this returns.</summary>
    /// <param name="taken">Called after each.</param>
    public async Task TakeAsync(IOutlet outlet, SyncSummary summary, Action taken, CancellationToken stop)
    {
        journal.Open();
        var isWhole = true;
        try
        {
            await foreach (var receipt in outlet.SettleAsync(stop))
            {
                isWhole &= !receipt.MayHaveLostReceipts;
                Take(receipt, summary);
                taken();
            }
            Recall(outlet, summary);
        }
        finally
        {
            journal.Flush(); // Also when it is stopped: what the outlet has told it will not tell again.
        }
        if (isWhole)
            journal.Close();
    }

    /// <summary>
    /// What no receipt told: of a drainer or a pass that was killed, or because another process drained. The days in
    /// memory are looked through each time; all days when the last settling did not come to its end.
    /// </summary>
    private void Recall(IOutlet outlet, SyncSummary summary)
    {
        foreach (var entry in journal.HandedOver())
            if (outlet.Settled(entry.Id, entry.Hash) is { } receipt)
                Take(receipt, summary);
    }

    private void Take(Receipt receipt, SyncSummary summary)
    {
        if (receipt.IsOfOutlet)
            summary.OutletTrouble = receipt.Message;
        // Still HandedOver; or of a pass that was killed before it could write its journal: the run will be read again.
        if (receipt.Outcome == Outcome.Unavailable || journal.Find(receipt.Id) is not { } entry)
            return;
        // Of an earlier version, which was on its way when this one was handed over: its own receipt is still to come.
        if (receipt.Hash is { } hash && hash != entry.Hash)
            return;
        if (entry.Outcome == nameof(Outcome.HandedOver) && entry.At >= summary.StartedAt)
            summary.HandedOver--;
        if (receipt.Outcome == Outcome.Accepted)
        {
            summary.Accepted++;
            deadLetters.Remove(receipt.Id);
        }
        else
        {
            summary.Rejected++;
            summary.DeadLetters++;
            deadLetters.Bury(DeadLetter.OfRefusal(receipt, entry.Kind, entry.Run, entry.Testplan, time.GetUtcNow()));
            log.LogWarning("WATS refused {Kind} {Id}: {Why}", entry.Kind, receipt.Id, receipt.Message);
        }
        // Last: when the dead letter cannot be written, the refusal is not remembered either and comes up again.
        journal.Add(entry with { Outcome = receipt.Outcome.ToString(), At = time.GetUtcNow() });
        Milestone.Pass("receipt taken");
    }
}
