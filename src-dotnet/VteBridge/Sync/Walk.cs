using VteBridge.State;
using VteBridge.Vte;

namespace VteBridge.Sync;

/// <summary>One walk along a source: where it begins and ends, what it takes, and what remembers how far it has come.</summary>
/// <param name="Until">The last raw time of the walk, included.</param>
/// <param name="Progress">Moves the position that is remembered. Null if none is: then only outcomes are recorded.</param>
/// <param name="AllDetails">Whether to read the steps of every run, not only where a change is likely.</param>
/// <param name="Only">The only reports to take; null for all.</param>
/// <param name="Force">Whether to send unchanged reports too.</param>
/// <param name="IsCheck">The walk looks a second time at rows that the cycle reads anyway, so only what it sends is counted.</param>
/// <param name="RecordedUpTo">
/// Set for a second look at the steps: it takes only runs whose sequence in the store is not above this. Later ones were read in
/// this cycle.
/// </param>
/// <param name="IsKeyless">Whether to take the rows without a time or key, which have no place in the order.</param>
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

/// <summary>Decides how far a walk has come once a page has its outcomes. The position is recorded in the transaction of the page.</summary>
internal interface IWalkProgress
{
    /// <param name="last">The position of the last row of the page; null when the page has none.</param>
    /// <param name="deferred">The position of the first deferred row of the whole walk; null when there is none.</param>
    /// <returns>The record, with the position to remember if it moves.</returns>
    PageRecord Move(PageRecord record, Position? last, Position? deferred);
}

/// <summary>The walks of one cycle, in order. The next walk is made only after the one before it is done.</summary>
internal interface IWalkPlan
{
    IAsyncEnumerable<Walk> WalksAsync(Window window, CancellationToken stop);

    /// <summary>What the plan itself found: warnings, runs in the future, and the checkpoint.</summary>
    SyncSummary Findings { get; }
}

/// <summary>Walks for a request: a backfill, a replay, or the repair of differences that reconcile found.</summary>
internal sealed class GivenWalks(IEnumerable<Walk> walks) : IWalkPlan
{
    public SyncSummary Findings => SyncSummary.Nothing;

    public IAsyncEnumerable<Walk> WalksAsync(Window window, CancellationToken stop) => walks.ToAsyncEnumerable();
}
