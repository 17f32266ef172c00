using VteBridge.State;

namespace VteBridge.Monitoring;

/// <summary>One day of the journal, counted. Yields are of runs only, by the verdict that was sent.</summary>
internal sealed record DayTally(
    IReadOnlyDictionary<string, long> Outcomes,
    IReadOnlyDictionary<string, long> Flags,
    IReadOnlyList<TestplanYield> Yields
)
{
    public static DayTally Of(IReadOnlyCollection<JournalEntry> entries) =>
        new(
            Count(entries.Select(e => e.Outcome)),
            Count(entries.SelectMany(e => e.Flags ?? []).Select(Mapping.Flags.KindOf)),
            [
                .. entries
                    .Where(e => e is { Kind: "T", Result: not null })
                    .GroupBy(e => string.IsNullOrWhiteSpace(e.Testplan) ? "(none)" : e.Testplan.Trim())
                    .Select(g => Yield(g.Key, [.. g])),
            ]
        );

    private static Dictionary<string, long> Count(IEnumerable<string> names) =>
        names.CountBy(name => name).ToDictionary(c => c.Key, c => (long)c.Value, StringComparer.Ordinal);

    private static TestplanYield Yield(string testplan, List<JournalEntry> runs)
    {
        return new TestplanYield(testplan, Of("P"), Of("F"), Of("E"), Of("T"));

        int Of(string result) => runs.Count(r => r.Result == result);
    }
}
