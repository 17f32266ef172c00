using Microsoft.Extensions.Logging;
using VteBridge.Core;
using VteBridge.Delivery;
using VteBridge.Hosting;
using VteBridge.Mapping;
using VteBridge.State;
using VteBridge.Vte;

namespace VteBridge.Sync;

/// <summary>Decides what becomes of each candidate and remembers it.</summary>
internal sealed class Settlement(
    Journal journal,
    DeadLetters deadLetters,
    TimeProvider time,
    ILogger<Settlement> log,
    bool force = false,
    KnownReports? known = null
)
{
    public void Count(Candidate candidate, SyncSummary summary)
    {
        if (candidate.Kind == "T")
            summary.RunsRead++;
        else
            summary.RepairsRead++;
    }

    /// <summary>Before a page: sees what other processes have settled, and where it was asked for, what WATS has already.</summary>
    public Task AskAsync(IReadOnlyList<Candidate> page, CancellationToken stop)
    {
        journal.Refresh();
        Unsettle(page.Where(c => WhyDeferred(c) is null));
        return known is null ? Task.CompletedTask : known.AskAsync(page.Where(c => !IsSettled(c)), stop);
    }

    public void CountFuture((long Count, DateTime? First) future, SyncSummary summary)
    {
        if (future.Count == 0)
            return;
        (summary.Future, summary.FirstFuture) = future;
        log.LogWarning(
            "Runs with a timestamp in the future: {Count}, the first at {First:yyyy-MM-dd HH:mm:ss}. They are deferred until then. A station's clock may be wrong, or Vte:TimeZone",
            future.Count,
            future.First
        );
    }

    /// <summary>Whether the journal has it with this very content.</summary>
    public bool IsSettled(Candidate candidate) =>
        !force && journal.Find(candidate.Id, candidate.Position.Timestamp) is { } entry && entry.Hash == candidate.Hash;

    /// <summary>Why it must wait for a later cycle; null when it need not.</summary>
    public string? WhyDeferred(Candidate candidate) =>
        candidate.Defer
        ?? (
            !force
            && candidate.DeferIfChanged is { } why
            && journal.Find(candidate.Id, candidate.Position.Timestamp) is { } entry
            && entry.Hash != candidate.Hash
                ? why
                : null
        );

    public void Defer(Candidate candidate, string why, SyncSummary summary)
    {
        summary.Deferred++;
        log.LogDebug(
            "Deferred {Kind} {Id} of {Timestamp}: {Why}",
            candidate.Kind,
            candidate.Id,
            candidate.Position.Timestamp,
            why
        );
    }

    /// <summary>False when the destination is away: the candidate is not settled, and neither is anything behind it.</summary>
    public bool Settle(Candidate candidate, IDestination destination, SyncSummary summary)
    {
        var (outcome, why, fix) = candidate.Mapped switch
        {
            Unmappable problem => (Outcome.Rejected, problem.What, problem.Fix),
            ExcludedByConfiguration excluded => (Outcome.Excluded, excluded.Why, ""),
            _ when IsKnown(candidate) => (Outcome.Accepted, "WATS has it already", ""),
            _ => Deliver(candidate, destination),
        };
        switch (outcome)
        {
            case Outcome.Unavailable:
                summary.DestinationTrouble = why;
                return false;
            case Outcome.Rejected:
                Add(candidate, why ?? "", fix, summary);
                break;
            case Outcome.Excluded:
                summary.Excluded++;
                break;
            case Outcome.Accepted:
                summary.Accepted++;
                deadLetters.Remove(candidate.Id);
                break;
            default:
                summary.Queued++;
                deadLetters.Remove(candidate.Id);
                break;
        }
        if (candidate.Mapped is MappedReport report)
            summary.CountFlags(report.Flags);
        Remember(candidate, outcome, isAwaited: outcome == Outcome.Queued && destination.GivesReceipts);
        log.LogDebug(
            "{Outcome} {Kind} {Id} of {Timestamp} {Why}",
            outcome,
            candidate.Kind,
            candidate.Id,
            candidate.Position.Timestamp,
            why
        );
        return true;
    }

    /// <summary>What WATS has of a report that we sent before is the version that we sent: a newer one is sent all the same.</summary>
    private bool IsKnown(Candidate candidate) =>
        known?.Has(candidate.Id) == true && journal.Find(candidate.Id, candidate.Position.Timestamp) is null;

    /// <summary>WATS was asked and has it not, or with another verdict: then no copy that the destination took for uploaded counts.</summary>
    private bool IsMissed(Candidate candidate) => known?.Has(candidate.Id) == false;

    /// <summary>Everything remembered is on the disk when this returns; only then may the checkpoint move.</summary>
    public void Flush() => journal.Flush();

    /// <summary>
    /// Forgets, on the disk, the earlier versions of reports that are about to be replaced. A cycle that is killed
    /// after it has queued the new version and before it remembers it would otherwise take the earlier one for what
    /// WATS has, should VTE's rows be put back as they were meanwhile.
    /// </summary>
    private void Unsettle(IEnumerable<Candidate> candidates)
    {
        var isAny = false;
        foreach (var candidate in candidates.Where(c => c.Mapped is MappedReport))
            if (
                journal.Find(candidate.Id, candidate.Position.Timestamp) is { Hash: not "" } entry
                && entry.Hash != candidate.Hash
            )
            {
                journal.Add(entry with { Hash = "", Outcome = nameof(Outcome.Unavailable), At = time.GetUtcNow() });
                isAny = true;
            }
        if (isAny)
            journal.Flush();
    }

    private (Outcome, string?, string) Deliver(Candidate candidate, IDestination destination)
    {
        Unsettle([candidate]);
        var receipt = destination.Deliver(
            new Outgoing(Guid.Parse(candidate.Id), candidate.Content, force || IsMissed(candidate))
        );
        return (
            receipt.Outcome,
            receipt.Message,
            $"Correct it in VTE or in the configuration, then run 'vtebridge replay {candidate.Id}'."
        );
    }

    private void Add(Candidate candidate, string why, string fix, SyncSummary summary)
    {
        summary.DeadLetters++;
        if (candidate.Mapped is MappedReport)
            summary.Rejected++;
        deadLetters.Add(
            new DeadLetter(
                candidate.Id,
                candidate.Kind,
                candidate.Source,
                candidate.Position.Timestamp,
                candidate.Serial,
                candidate.Station,
                candidate.Testplan,
                why,
                fix,
                time.GetUtcNow()
            )
        );
        log.LogWarning("Dead letter {Id}: {Why} {Fix}", candidate.Id, why, fix);
    }

    private void Remember(Candidate candidate, Outcome outcome, bool isAwaited) =>
        journal.Add(
            new JournalEntry(
                candidate.Id,
                candidate.Kind,
                candidate.Position.Timestamp,
                candidate.Hash,
                outcome.ToString(),
                time.GetUtcNow(),
                candidate.Mapped is MappedReport m ? m.Report.Result.ToString()[..1] : null,
                candidate.Testplan,
                candidate.Mapped is MappedReport { Flags.Count: > 0 } f ? f.Flags : null
            ),
            isAwaited
        );
}
