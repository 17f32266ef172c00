using VteBridge.State;

namespace VteBridge.Monitoring;

/// <summary>Counts over the last days for which the state store has runs of VTE.</summary>
/// <param name="Since">The first of those days; null when there are none.</param>
internal sealed record ReportCounts(DateOnly? Since = null)
{
    private const int MostTestplans = 50;

    /// <summary>How many reports have each outcome now.</summary>
    public IReadOnlyDictionary<string, long> Outcomes { get; init; } = new SortedDictionary<string, long>();

    /// <summary>How often each kind of flag was raised.</summary>
    public IReadOnlyDictionary<string, long> Flags { get; init; } = new SortedDictionary<string, long>();

    /// <summary>The testplans with the most runs first; at most 50.</summary>
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

/// <summary>The verdicts of one testplan's runs. The name comes from VTE and can contain any characters.</summary>
internal sealed record TestplanYield(string Testplan, long Passed, long Failed, long Error, long Terminated)
{
    public long Runs => Passed + Failed + Error + Terminated;

    /// <summary>Passed runs among all runs, 0 to 1.</summary>
    public double Yield => Runs == 0 ? 0 : (double)Passed / Runs;

    public static TestplanYield Of(TestplanCount count) =>
        new(count.Testplan ?? "(none)", count.Passed, count.Failed, count.Error, count.Terminated);
}

/// <summary>How many dead letters there are, and their causes.</summary>
/// <param name="Causes">The most frequent causes first; at most 50.</param>
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

/// <summary>Dead letters that one correction fixes.</summary>
/// <param name="Newest">The newest of them, as an example.</param>
internal sealed record DeadLetterCause(string Cause, int Count, DeadLetterExample Newest)
{
    /// <summary>
    /// The command to type when the cause is fixed. If the cause has characters that are special in a shell, the command
    /// names the id instead.
    /// </summary>
    public string Replay =>
        Count == 1 || !Cause.All(c => char.IsAsciiLetterOrDigit(c) || "-_.,:#/() ".Contains(c))
            ? $"vtebridge replay {Newest.Id}"
        : Cause.Contains(' ') ? $"vtebridge replay --cause \"{Cause}\""
        : $"vtebridge replay --cause {Cause}";
}

/// <summary>One dead letter without its report. The texts come from VTE and can contain any characters.</summary>
/// <param name="Timestamp">VTE's raw time; null when VTE has none.</param>
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

/// <summary>What one nightly reconcile found in all its days.</summary>
internal sealed record NightStatus(
    DateOnly Night,
    DateOnly From,
    DateOnly To,
    DateTimeOffset CheckedAt,
    int InVte,
    long Differences,
    int ExitCode,
    string Text
)
{
    private const int Shown = 7;

    /// <summary>The last seven nights, oldest first.</summary>
    public static IReadOnlyList<NightStatus> Of(StateStore store)
    {
        List<List<NightRecord>> nights =
        [
            .. store.Nights().GroupBy(n => n.Night).OrderBy(g => g.Key).Select(g => g.ToList()),
        ];
        // For days that the current night has not reconciled yet, the result of the night before counts.
        if (nights is [.., var before, var now] && now.Count < before.Count)
            now.AddRange(before.Where(b => now.All(n => n.Day != b.Day)).ToList());
        return [.. nights.TakeLast(Shown).Select(Of)];
    }

    private static NightStatus Of(List<NightRecord> days)
    {
        var bad = days.Where(d => d.ExitCode != Core.ExitCode.Done).OrderBy(d => d.Day).ToList();
        return new NightStatus(
            days[0].Night,
            days.Min(d => d.Day),
            days.Max(d => d.Day),
            days.Max(d => d.CheckedAt),
            days.Sum(d => d.InVte),
            days.Sum(d => d.Differences),
            // A proved difference (5) counts more than a query that failed (4).
            days.Max(d => d.ExitCode),
            bad.Count == 0 ? days[^1].Text : string.Join("; ", bad.Select(d => $"{d.Day:yyyy-MM-dd}: {d.Text}"))
        );
    }
}
