using VteBridge.State;

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

    public static JournalView Of(StateStore store, int days)
    {
        var last = store.LastDays(days);
        if (last.Count == 0)
            return new JournalView();
        return new JournalView(last[0])
        {
            Outcomes = store
                .Outcomes(last[0])
                .GroupBy(o => o.Outcome.ToString())
                .ToDictionary(g => g.Key, g => (int)g.Sum(o => o.Count)),
            Flags = store.Flags(last[0]).ToDictionary(f => f.Key, f => (int)f.Value),
            Yields =
            [
                .. store
                    .Testplans(last[0], limit: 50)
                    .Select(t => new TestplanYield(
                        string.IsNullOrWhiteSpace(t.Testplan) ? "(none)" : t.Testplan.Trim(),
                        (int)t.Passed,
                        (int)t.Failed,
                        (int)t.Error,
                        (int)t.Terminated
                    )),
            ],
        };
    }
}
