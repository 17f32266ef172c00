using VteBridge.State;

namespace VteBridge.Monitoring;

/// <summary>Counts over VTE's last days that the state store has.</summary>
/// <param name="Since">The first of those days; null when there is none.</param>
internal sealed record ReportCounts(DateOnly? Since = null)
{
    /// <summary>How many reports have each outcome now.</summary>
    public IReadOnlyDictionary<string, long> Outcomes { get; init; } = new SortedDictionary<string, long>();

    /// <summary>How often each kind of flag was raised.</summary>
    public IReadOnlyDictionary<string, long> Flags { get; init; } = new SortedDictionary<string, long>();

    /// <summary>The testplans with the most runs first.</summary>
    public IReadOnlyList<TestplanYield> Yields { get; init; } = [];

    private const int MostTestplans = 50;

    public static ReportCounts Of(StateStore store, int days)
    {
        var last = store.LastDays(days);
        if (last.Count == 0)
            return new ReportCounts();
        return new ReportCounts(last[0])
        {
            Outcomes = new SortedDictionary<string, long>(
                store
                    .Outcomes(last[0])
                    .GroupBy(o => o.Outcome.ToString())
                    .ToDictionary(g => g.Key, g => g.Sum(o => o.Count)),
                StringComparer.Ordinal
            ),
            Flags = new SortedDictionary<string, long>(store.Flags(last[0]).ToDictionary(), StringComparer.Ordinal),
            Yields =
            [
                .. store
                    .Testplans(last[0], limit: MostTestplans)
                    .Select(t => new TestplanYield(
                        string.IsNullOrWhiteSpace(t.Testplan) ? "(none)" : t.Testplan.Trim(),
                        t.Passed,
                        t.Failed,
                        t.Error,
                        t.Terminated
                    )),
            ],
        };
    }
}

/// <summary>The verdicts of one testplan's runs. The name comes from VTE and can hold anything.</summary>
internal sealed record TestplanYield(string Testplan, long Passed, long Failed, long Error, long Terminated)
{
    public long Runs => Passed + Failed + Error + Terminated;

    /// <summary>Passed runs among all runs, 0 to 1.</summary>
    public double Yield => Runs == 0 ? 0 : (double)Passed / Runs;
}

/// <summary>Dead letters, and what causes them.</summary>
/// <param name="Causes">The most frequent first; bounded.</param>
internal sealed record DeadLetterStatus(int Count, IReadOnlyList<DeadLetterCause> Causes)
{
    public static DeadLetterStatus Of(StateStore store, int causes) =>
        new(
            store.DeadLetterCount(),
            [
                .. store
                    .DeadLetterCauses()
                    .Take(causes)
                    .Select(g => new DeadLetterCause(g.Cause, g.Count, DeadLetterExample.Of(g.Newest))),
            ]
        );
}

/// <summary>Dead letters that one correction mends.</summary>
/// <param name="Newest">An example.</param>
internal sealed record DeadLetterCause(string Cause, int Count, DeadLetterExample Newest);

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
            letter.Id.ToString(),
            letter.Kind == ReportKind.Run ? "run" : "repair",
            letter.Timestamp,
            letter.Serial,
            letter.Station,
            letter.Testplan,
            letter.What,
            letter.Fix
        );
}
