using System.Runtime.CompilerServices;
using VteBridge.Configuration;
using VteBridge.Delivery;
using VteBridge.Mapping;
using VteBridge.State;
using VteBridge.Vte;
using VteBridge.Wsjf;

namespace VteBridge.Sync;

/// <summary>What a cycle would do with one candidate.</summary>
/// <param name="Reason">Why, for people; empty where nothing is to be said.</param>
/// <param name="Until">When a deferred one is looked at again.</param>
/// <param name="Differences">What differs from the copy that was sent; empty where there is none to compare with.</param>
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
    Unchanged,
    Deferred,
    Excluded,
    DeadLetter,
}

/// <summary>
/// A cycle that delivers nothing: reads the same walks, decides, maps, and records in a copy of the store what the cycle
/// would record.
/// </summary>
internal sealed class SyncPlan(
    IWalkPlan plan,
    StateStore copy,
    IDestination destination,
    SyncOptions options,
    TimeProvider time
)
{
    /// <summary>Every candidate, in the order of the cycle.</summary>
    /// <exception cref="VteFailure">VTE cannot be read now.</exception>
    public async IAsyncEnumerable<PlannedReport> ReportsAsync(
        Window window,
        [EnumeratorCancellation] CancellationToken stop
    )
    {
        await foreach (var walk in plan.WalksAsync(window, stop))
        {
            var reader = new PageReader(walk, copy, window, options);
            while (await reader.NextAsync(stop) is { } page)
            {
                var outcome = new PageOutcome(time, isInQueue: false);
                foreach (var decided in page.Decide(walk, window, options))
                {
                    var prepared = Prepared.Of(decided, walk.Source);
                    var planned = Planned(prepared, window);
                    Add(planned, prepared, outcome);
                    // A second look that finds nothing counts for nothing, as in a cycle.
                    if (!walk.IsCheck || planned.Action is not (PlannedAction.Unchanged or PlannedAction.Deferred))
                        yield return planned;
                }
                copy.Record(outcome.Record);
            }
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
            default:
                outcome.Delivered(prepared, Outcome.Queued);
                break;
        }
    }

    private PlannedReport Planned(Prepared prepared, Window window)
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
            _ when prepared.Decided.Known is null => new(candidate, PlannedAction.New),
            _ => Sent(prepared),
        };
    }

    /// <summary>One that was sent before: what is different now.</summary>
    private PlannedReport Sent(Prepared prepared)
    {
        var differences = destination.SentCopy(prepared.Candidate.Id) is { } sent
            ? ReportDiff.Between(sent, prepared.Content).ToList()
            : [];
        var isChanged = prepared.Decided.Known!.SentHash != prepared.Hash;
        return new(
            prepared.Candidate,
            isChanged ? PlannedAction.Changed : PlannedAction.Again,
            prepared.Decided.Decision.Reason,
            Differences: differences
        );
    }

    private DateTimeOffset Until(Candidate candidate, Window window) =>
        candidate.Start + (candidate.Start > window.Settled ? options.SettleDelay : options.CompletenessWait);
}
