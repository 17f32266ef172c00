using System.Runtime.CompilerServices;
using VteBridge.Configuration;
using VteBridge.Delivery;
using VteBridge.Mapping;
using VteBridge.State;
using VteBridge.Vte;
using VteBridge.Wsjf;

namespace VteBridge.Sync;

/// <summary>What a cycle would do with one candidate.</summary>
/// <param name="Reason">Why, for people; empty when there is nothing to explain.</param>
/// <param name="Until">When a deferred candidate is looked at again.</param>
/// <param name="Differences">How the report differs from the one that was sent; empty when there is none to compare with.</param>
internal sealed record PlannedReport(
    Candidate Candidate,
    PlannedAction Action,
    string Reason = "",
    DateTimeOffset? Until = null,
    IReadOnlyList<ReportDifference>? Differences = null
);

internal enum PlannedAction
{
    New,
    Changed,
    Again,
    InWats,
    Unchanged,
    Deferred,
    Excluded,
    DeadLetter,
}

/// <summary>
/// A dry run of a cycle: reads the same walks, decides, maps, and records in a copy of the store what the cycle would record.
/// Delivers nothing.
/// </summary>
/// <param name="existing">Asks WATS first which reports it has; null when WATS is not to be asked.</param>
internal sealed class SyncPlan(
    IWalkPlan plan,
    StateStore copy,
    SentReports sent,
    ExistingReports? existing,
    SyncOptions options,
    VteClock clock,
    TimeProvider time
)
{
    /// <summary>Every candidate in the order of the cycle, followed by those in the future.</summary>
    /// <exception cref="VteFailure">VTE cannot be read now.</exception>
    public async IAsyncEnumerable<PlannedReport> ReportsAsync(
        Window window,
        [EnumeratorCancellation] CancellationToken stop
    )
    {
        var sources = new HashSet<IRowSource>();
        await foreach (var walk in plan.WalksAsync(window, stop))
        {
            sources.Add(walk.Source);
            var reader = new PageReader(walk, copy);
            while (await reader.NextAsync(stop) is { } page)
            {
                var outcome = new PageOutcome(time, isInQueue: false);
                IReadOnlyList<Prepared> reports =
                [
                    .. page.Decide(walk, window, options).Select(decided => Prepared.Of(decided, walk.Source)),
                ];
                if (existing is not null)
                    await existing.AskAsync(reports, stop);
                var before = await sent.FindAsync([.. reports.Where(LooksDifferent).Select(r => r.Candidate.Id)], stop);
                foreach (var prepared in reports)
                {
                    var planned = Planned(prepared, before, window);
                    Add(planned, prepared, outcome);
                    // As in a cycle, a second look that finds nothing to send is not counted.
                    if (!walk.IsCheck || planned.Action is not (PlannedAction.Unchanged or PlannedAction.Deferred))
                        yield return planned;
                }
                copy.Record(outcome.Record);
            }
        }
        if (plan.Findings.Future == 0)
            yield break;
        foreach (var source in sources)
        await foreach (var planned in FutureAsync(source, window, stop))
            yield return planned;
    }

    /// <summary>The candidates in the future. A cycle only counts them and does not read them.</summary>
    private async IAsyncEnumerable<PlannedReport> FutureAsync(
        IRowSource source,
        Window window,
        [EnumeratorCancellation] CancellationToken stop
    )
    {
        for (Position? from = Position.Before(window.Future); from is { } at; )
        {
            var page = await source.ReadHeadersAsync(at, DateTime.MaxValue, stop);
            foreach (var header in page.Candidates)
                yield return new(
                    header,
                    PlannedAction.Deferred,
                    "its time is in the future: a station's clock may be wrong, or Vte:TimeZone is",
                    // Some sites write the year 9999 for "never"; adding to it would leave the calendar.
                    header.Position.Timestamp.Year < 9999
                        ? clock.Resolve(header.Position.Timestamp, null, null).Local + options.SettleDelay
                        : null
                );
            from = page.Next;
        }
    }

    private static void Add(PlannedReport planned, Prepared prepared, PageOutcome outcome)
    {
        switch (planned.Action)
        {
            case PlannedAction.Unchanged:
                outcome.Unchanged(prepared);
                break;
            case PlannedAction.Deferred:
                outcome.Deferred(prepared);
                break;
            case PlannedAction.Excluded:
                outcome.Excluded(prepared);
                break;
            case PlannedAction.DeadLetter:
                outcome.DeadLetter(prepared, "planned", planned.Reason, "");
                break;
            case PlannedAction.InWats:
                outcome.Delivered(prepared, Outcome.Accepted);
                break;
            default:
                outcome.Delivered(prepared, Outcome.Queued);
                break;
        }
    }

    private PlannedReport Planned(Prepared prepared, IReadOnlyDictionary<Guid, SentReport> before, Window window)
    {
        var (candidate, decision) = (prepared.Candidate, prepared.Decided.Decision);
        return (decision.Kind, prepared.Mapped) switch
        {
            (DecisionKind.Defer, _) => new(
                candidate,
                PlannedAction.Deferred,
                decision.Reason,
                Until(candidate, window)
            ),
            (DecisionKind.Unchanged or DecisionKind.Adopt, _) => new(candidate, PlannedAction.Unchanged),
            (_, Unmappable problem) => new(candidate, PlannedAction.DeadLetter, $"{problem.What} {problem.Fix}"),
            (_, ExcludedByConfiguration excluded) => new(candidate, PlannedAction.Excluded, excluded.Why),
            _ when existing?.Has(prepared) == true => new(candidate, PlannedAction.InWats),
            _ when prepared.Decided.Known is null => new(candidate, PlannedAction.New),
            _ when !LooksDifferent(prepared) => new(candidate, PlannedAction.Again, decision.Reason),
            _ when before[candidate.Id] is { Content: { } old } => new(
                candidate,
                PlannedAction.Changed,
                decision.Reason,
                Differences: [.. ReportDiff.Between(old, prepared.Content)]
            ),
            _ => new(
                candidate,
                PlannedAction.Changed,
                $"{decision.Reason}; what changed is not known: {before[candidate.Id].Source}"
            ),
        };
    }

    /// <summary>Whether there is a report that differs from the one that was sent before.</summary>
    private static bool LooksDifferent(Prepared prepared) =>
        prepared is { Mapped: MappedReport, Decided.Known: { } known } && known.SentHash != prepared.Hash;

    private DateTimeOffset Until(Candidate candidate, Window window) =>
        candidate.Start + (candidate.Start > window.Settled ? options.SettleDelay : options.CompletenessWait);
}
