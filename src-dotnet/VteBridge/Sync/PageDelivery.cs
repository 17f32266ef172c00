using VteBridge.Delivery;
using VteBridge.Mapping;

namespace VteBridge.Sync;

/// <summary>Delivers the prepared candidates of a page in order and collects their outcomes.</summary>
/// <param name="existing">Asks WATS first which reports it has; null when WATS is not to be asked.</param>
internal sealed class PageDelivery(
    IDestination destination,
    ReceiptCollector receipts,
    ExistingReports? existing,
    ILogger<PageDelivery> log
)
{
    /// <summary>How many dead letters are logged one by one; more would hide everything else in the log.</summary>
    private const int MostNamed = 20;

    private int _deadLetters;

    /// <summary>Stops at the first report that the destination cannot take now. That report and those after it get no outcome.</summary>
    /// <param name="force">Whether to deliver a report again although the destination seems to have it.</param>
    /// <exception cref="OperationCanceledException">Stopped; <paramref name="outcome"/> has what was delivered before.</exception>
    public async Task DeliverAsync(IEnumerable<Prepared> page, bool force, PageOutcome outcome, CancellationToken stop)
    {
        if (existing is not null)
            page = await existing.AskAsync([.. page], stop);
        foreach (var prepared in page)
        {
            if (prepared.Decided.Decision.Kind is DecisionKind.Send or DecisionKind.TryAgain or DecisionKind.DeadLetter)
                await DeliverAsync(prepared, force, outcome, stop);
            else if (prepared.Decided.Decision.Kind == DecisionKind.Defer)
                Defer(prepared, outcome);
            else
                outcome.Unchanged(prepared);
            if (outcome.Trouble is not null)
                return;
        }
    }

    private async Task DeliverAsync(Prepared prepared, bool force, PageOutcome outcome, CancellationToken stop)
    {
        using var span = SyncTracing.Report(prepared.Candidate);
        switch (prepared.Mapped)
        {
            case Unmappable problem:
                DeadLetter(prepared, outcome, problem.Cause, problem.What, problem.Fix);
                break;
            case ExcludedByConfiguration excluded:
                outcome.Excluded(prepared);
                log.LogDebug("Excluded {Candidate}: {Why}", prepared.Candidate, excluded.Why);
                break;
            case MappedReport when existing?.Has(prepared) == true:
                outcome.Delivered(prepared, Outcome.Accepted);
                break;
            default:
                if (await FullAsync(outcome, stop) is { } full)
                    outcome.Stopped(full);
                else
                    Deliver(prepared, force || existing is not null, outcome);
                break;
        }
        span?.SetTag("vtebridge.outcome", $"{outcome.Last}");
    }

    private void Deliver(Prepared prepared, bool force, PageOutcome outcome)
    {
        var lost = prepared.Decided.Known?.Outcome == Outcome.Unavailable;
        var receipt = destination.Deliver(new Outgoing(prepared.Candidate.Id, prepared.Content, force || lost));
        switch (receipt.Outcome)
        {
            case Outcome.Unavailable:
                outcome.Stopped(receipt.Message ?? "The destination accepts no reports.");
                break;
            case Outcome.Rejected:
                DeadLetter(
                    prepared,
                    outcome,
                    Refusal.Cause(receipt.Message),
                    Refusal.What(receipt.Message),
                    Refusal.Fix(prepared.Candidate.Id)
                );
                break;
            default:
                outcome.Delivered(prepared, receipt.Outcome);
                log.LogDebug(
                    "{Outcome} {Candidate}: {Why}",
                    receipt.Outcome,
                    prepared.Candidate,
                    prepared.Decided.Decision.Reason
                );
                break;
        }
    }

    /// <summary>Null when the destination has room, or has room after its receipts were collected; else why it takes no more.</summary>
    private async Task<string?> FullAsync(PageOutcome outcome, CancellationToken stop)
    {
        if (destination.Full() is null)
            return null;
        outcome.Confirmed(await receipts.CollectAsync(destination, stop));
        return destination.Full();
    }

    private void Defer(Prepared prepared, PageOutcome outcome)
    {
        outcome.Deferred(prepared);
        log.LogDebug("Deferred {Candidate}: {Why}", prepared.Candidate, prepared.Decided.Decision.Reason);
    }

    private void DeadLetter(Prepared prepared, PageOutcome outcome, string cause, string what, string fix)
    {
        outcome.DeadLetter(prepared, cause, what, fix);
        if (++_deadLetters <= MostNamed)
            log.LogWarning("Dead letter {Id}: {Why} {Fix}", prepared.Candidate.Id, what, fix);
        else if (_deadLetters == MostNamed + 1)
            log.LogWarning("There are more dead letters in this cycle: 'vtebridge status' lists them all by cause");
    }
}

/// <summary>Knows which reports WATS already has with the same verdict. WATS is asked page by page, before anything is sent.</summary>
internal sealed class ExistingReports(ReportVerifier verifier)
{
    private readonly HashSet<Guid> _found = [];

    /// <returns>The same page.</returns>
    /// <exception cref="DestinationFailure">WATS cannot be asked; nothing of the page was sent.</exception>
    public async Task<IReadOnlyList<Prepared>> AskAsync(IReadOnlyList<Prepared> page, CancellationToken stop)
    {
        _found.Clear();
        var asked = page.Where(p => p.Mapped is MappedReport)
            .Select(p => new ReportQuestion(p.Candidate.Id, ((MappedReport)p.Mapped!).Report.Result))
            .ToList();
        var answers = await verifier.AskAsync(asked, stop);
        if (answers.Trouble is { } trouble)
            throw new DestinationFailure(
                $"WATS could not be asked which reports it has ({trouble}). Try again later, or run without --skip-existing."
            );
        _found.UnionWith(answers.Answers.Where(a => a.Value == ReportAnswer.Found).Select(a => a.Key));
        return page;
    }

    /// <summary>False for a report that was sent before: WATS may have the earlier version, so a newer one must be sent.</summary>
    public bool Has(Prepared prepared) => prepared.Decided.Known is null && _found.Contains(prepared.Candidate.Id);
}
