using VteBridge.State;
using VteBridge.Vte;

namespace VteBridge.Sync;

/// <summary>One walk along a source: from where to where, and what remembers how far it has come.</summary>
/// <param name="Until">Raw; included.</param>
/// <param name="Progress">Null: nothing is remembered, and only outcomes are recorded.</param>
/// <param name="AllDetails">Read the steps of every run, not only where a change is likely.</param>
/// <param name="Only">The only report to take; null: all.</param>
/// <param name="Force">Send what is unchanged too.</param>
/// <param name="IsCheck">A second look at rows that the cycle reads anyway: only what comes of it is counted.</param>
/// <param name="RecordedUpTo">
/// A second look at the steps: of runs up to this place in the store only, because the others were read in this very cycle.
/// </param>
/// <param name="IsKeyless">Take the rows without a time or key, which stand nowhere in the order.</param>
internal sealed record Walk(
    IRowSource Source,
    Position Start,
    DateTime Until,
    IWalkProgress? Progress = null,
    bool AllDetails = true,
    IReadOnlySet<Guid>? Only = null,
    bool Force = false,
    bool IsCheck = false,
    long? RecordedUpTo = null,
    bool IsKeyless = false
);

/// <summary>Says how far a walk has come when a page has its outcomes. It is recorded in the page's own transaction.</summary>
internal interface IWalkProgress
{
    /// <param name="last">The last row of the page; null: it had none.</param>
    /// <param name="deferred">The first row of the whole walk that must wait; null: none.</param>
    /// <returns>The record with the position to remember, or as it was when there is none to move.</returns>
    PageRecord Move(PageRecord record, Position? last, Position? deferred);
}

/// <summary>The walks of one cycle, in order. The next one is asked for when the one before it is through.</summary>
internal interface IWalkPlan
{
    IAsyncEnumerable<Walk> WalksAsync(Window window, CancellationToken stop);

    /// <summary>What the plan itself found: warnings, runs in the future, and how far the checkpoint has come.</summary>
    SyncSummary Findings { get; }
}

/// <summary>Walks that somebody asked for: a backfill's, a replay's, a repair's.</summary>
internal sealed class GivenWalks(IEnumerable<Walk> walks) : IWalkPlan
{
    public SyncSummary Findings => SyncSummary.Nothing;

    public IAsyncEnumerable<Walk> WalksAsync(Window window, CancellationToken stop) => walks.ToAsyncEnumerable();
}
