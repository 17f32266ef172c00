namespace VteBridge.Monitoring.Snapshots;

/// <summary>Counts over the last days of VTE's that the journal has.</summary>
/// <param name="Since">The first of those days; null when there is none.</param>
internal sealed record JournalView(DateOnly? Since = null)
{
    /// <summary>How many reports have each outcome now.</summary>
    public IReadOnlyDictionary<string, int> Outcomes { get; init; } = new SortedDictionary<string, int>();

    /// <summary>How often each kind of flag was raised.</summary>
    public IReadOnlyDictionary<string, int> Flags { get; init; } = new SortedDictionary<string, int>();

    /// <summary>The testplans with the most runs first.</summary>
    public IReadOnlyList<TestplanYield> Yields { get; init; } = [];
}
