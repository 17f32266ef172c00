namespace VteBridge.Sync;

/// <summary>The walks of one cycle, in order. The next one is asked for when the one before it is through.</summary>
internal interface IWalkPlan
{
    IAsyncEnumerable<Walk> WalksAsync(Window window, CancellationToken stop);

    /// <summary>What the checks among the walks found.</summary>
    IReadOnlyList<string> Warnings { get; }

    /// <summary>Raw; how far the runs have come. Null: before the first cycle, or where no checkpoint moves.</summary>
    DateTime? Checkpoint { get; }
}

/// <summary>Walks that somebody asked for: a backfill's, a replay's, a repair's.</summary>
internal sealed class GivenWalks(IEnumerable<Walk> walks) : IWalkPlan
{
    public IReadOnlyList<string> Warnings => [];

    public DateTime? Checkpoint => null;

    public IAsyncEnumerable<Walk> WalksAsync(Window window, CancellationToken stop) => walks.ToAsyncEnumerable();
}
