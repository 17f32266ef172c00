using VteBridge.Delivery;
using VteBridge.Mapping;

namespace VteBridge.Sync;

/// <summary>Delivers the prepared candidates of a page in order and collects their outcomes.</summary>
/// <param name="existing">What WATS has already, where it is to be asked first; null: it is not.</param>
internal sealed class PageDelivery(
    IDestination destination,
    ReceiptCollector receipts,
    ExistingReports? existing,
    ILogger<PageDelivery> log
)
{
    /// <summary>A log with thousands of them hides everything else.</summary>
    private const int MostNamed = 20;

    private int _deadLetters;

    /// <summary>Stops at the first report that the destination cannot take now; what is behind it has no outcome.</summary>
    /// <param name="force">Hand over a copy although the destination seems to have one.</param>
    /// <exception cref="OperationCanceledException">Stopped; what was delivered before is in <paramref name="outcome"/>.</exception>
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
                outcome.Stopped(receipt.Message ?? "The destination takes no reports.");
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

    /// <summary>A full destination is asked once for its receipts, which may make room; when it stays full, reading stops here.</summary>
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

/// <summary>What WATS has already, with the same verdict: asked a page at a time before anything is sent.</summary>
internal sealed class ExistingReports(ReportVerifier verifier)
{
    private readonly HashSet<Guid> _found = [];

    /// <returns>The same page.</returns>
    /// <exception cref="DestinationFailure">WATS cannot be asked; nothing was sent.</exception>
    public async Task<IReadOnlyList<Prepared>> AskAsync(IReadOnlyList<Prepared> page, CancellationToken stop)
    {
        _found.Clear();
        var asked = page.Where(p => p.Mapped is MappedReport)
            .Select(p => new ReportQuestion(p.Candidate.Id, ((MappedReport)p.Mapped!).Report.Result))
            .ToList();
        var answers = await verifier.AskAsync(asked, stop);
        if (answers.Trouble is { } trouble)
            throw new DestinationFailure(
                $"WATS could not be asked which reports it has ({trouble}). Try again later, or leave --skip-existing out."
            );
        _found.UnionWith(answers.Answers.Where(a => a.Value == ReportAnswer.Found).Select(a => a.Key));
        return page;
    }

    /// <summary>What WATS has of a report that was sent before is the version that was sent: a newer one is sent all the same.</summary>
    public bool Has(Prepared prepared) => prepared.Decided.Known is null && _found.Contains(prepared.Candidate.Id);
}
