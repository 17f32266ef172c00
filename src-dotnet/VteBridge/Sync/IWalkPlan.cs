namespace VteBridge.Sync;

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
