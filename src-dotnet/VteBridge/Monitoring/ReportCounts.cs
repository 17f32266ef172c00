using VteBridge.State;

namespace VteBridge.Monitoring;

/// <summary>Counts over VTE's last days that the state store has.</summary>
/// <param name="Since">The first of those days; null when there is none.</param>
internal sealed record ReportCounts(DateOnly? Since = null)
{
    private const int MostTestplans = 50;

    /// <summary>How many reports have each outcome now.</summary>
    public IReadOnlyDictionary<string, long> Outcomes { get; init; } = new SortedDictionary<string, long>();

    /// <summary>How often each kind of flag was raised.</summary>
    public IReadOnlyDictionary<string, long> Flags { get; init; } = new SortedDictionary<string, long>();

    /// <summary>The testplans with the most runs first; bounded.</summary>
    public IReadOnlyList<TestplanYield> Yields { get; init; } = [];

    public static ReportCounts Of(StateStore store, int days) =>
        store.LastDays(days) is not [var since, ..]
            ? new ReportCounts()
            : new ReportCounts(since)
            {
                Outcomes = Sorted(
                    store
                        .Outcomes(since)
                        .GroupBy(o => $"{o.Outcome}")
                        .ToDictionary(g => g.Key, g => g.Sum(o => o.Count))
                ),
                Flags = Sorted(store.Flags(since)),
                Yields = [.. store.Testplans(since, limit: MostTestplans).Select(TestplanYield.Of)],
            };

    private static SortedDictionary<string, long> Sorted(IReadOnlyDictionary<string, long> counts) =>
        new(counts.ToDictionary(), StringComparer.Ordinal);
}

/// <summary>The verdicts of one testplan's runs. The name comes from VTE and can hold anything.</summary>
internal sealed record TestplanYield(string Testplan, long Passed, long Failed, long Error, long Terminated)
{
    public long Runs => Passed + Failed + Error + Terminated;

    /// <summary>Passed runs among all runs, 0 to 1.</summary>
    public double Yield => Runs == 0 ? 0 : (double)Passed / Runs;

    public static TestplanYield Of(TestplanCount count) =>
        new(count.Testplan ?? "(none)", count.Passed, count.Failed, count.Error, count.Terminated);
}

/// <summary>Dead letters, and what causes them.</summary>
/// <param name="Causes">The most frequent first; bounded.</param>
internal sealed record DeadLetterStatus(int Count, IReadOnlyList<DeadLetterCause> Causes)
{
    private const int MostCauses = 50;

    public static DeadLetterStatus Of(StateStore store) =>
        new(
            store.DeadLetterCount(),
            [
                .. store
                    .DeadLetterCauses()
                    .Take(MostCauses)
                    .Select(g => new DeadLetterCause(g.Cause, g.Count, DeadLetterExample.Of(g.Newest))),
            ]
        );
}

/// <summary>Dead letters that one correction mends.</summary>
/// <param name="Newest">An example.</param>
internal sealed record DeadLetterCause(string Cause, int Count, DeadLetterExample Newest)
{
    /// <summary>What to type once the cause is mended. A cause with characters that shells take for their own is no argument to type.</summary>
    public string Replay =>
        Count == 1 || !Cause.All(c => char.IsAsciiLetterOrDigit(c) || "-_.,:#/() ".Contains(c))
            ? $"vtebridge replay {Newest.Id}"
        : Cause.Contains(' ') ? $"vtebridge replay --cause \"{Cause}\""
        : $"vtebridge replay --cause {Cause}";
}

/// <summary>One dead letter without its report. Texts come from VTE and can hold anything.</summary>
/// <param name="Timestamp">VTE's raw time; null where VTE has none.</param>
internal sealed record DeadLetterExample(
    string Id,
    string Kind,
    DateTime? Timestamp,
    string? Serial,
    string? Station,
    string? Testplan,
    string What,
    string Fix
)
{
    public static DeadLetterExample Of(DeadLetterRecord letter) =>
        new(
            $"{letter.Id}",
            letter.Kind == ReportKind.Run ? "run" : "repair",
            letter.Timestamp,
            letter.Serial,
            letter.Station,
            letter.Testplan,
            letter.What,
            letter.Fix
        );
}
