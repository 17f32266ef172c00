using System.CommandLine;
using VteBridge.Sync;

namespace VteBridge.Cli;

/// <summary>`sync --plan` and `backfill --plan`: show what they would do with each run and repair.</summary>
internal static class PlanText
{
    /// <summary>A first sync of several years may have millions of reports; the counts include them all.</summary>
    private const int MostListed = 10_000;

    /// <summary>How many differences of one report the table shows; --json has them all.</summary>
    private const int MostShown = 3;

    public static readonly Option<bool> Flag = new("--plan")
    {
        Description = "Show what it would do with each run, and why; sends and writes nothing",
    };

    /// <param name="what">What is planned, for messages: "A sync".</param>
    public static async Task<int> ShowAsync(
        CommandContext call,
        string what,
        IAsyncEnumerable<PlannedReport> plan,
        CancellationToken stop
    )
    {
        var (counts, listed) = (new SortedDictionary<PlannedAction, int>(), new List<PlannedReport>());
        await foreach (var report in plan.WithCancellation(stop))
        {
            counts[report.Action] = counts.GetValueOrDefault(report.Action) + 1;
            if (report.Action != PlannedAction.Unchanged && listed.Count < MostListed)
                listed.Add(report);
        }
        var code = counts.ContainsKey(PlannedAction.DeadLetter) ? ExitCode.DeadLetters : ExitCode.Done;
        Show(call, what, counts, listed, code);
        return code;
    }

    private static void Show(
        CommandContext call,
        string what,
        SortedDictionary<PlannedAction, int> counts,
        List<PlannedReport> listed,
        int code
    )
    {
        if (call.Json)
        {
            CommandContext.WriteJson(
                new
                {
                    counts = counts.ToDictionary(c => Name(c.Key), c => c.Value),
                    reports = listed.Select(Json),
                    exitCode = code,
                }
            );
            return;
        }
        call.Terminal.Line(
            counts.Count == 0
                ? $"{what} would find nothing to do."
                : $"{what} would find {string.Join(", ", counts.Select(Count))}. Nothing was sent."
        );
        if (listed.Count > 0)
            call.Terminal.Table(
                listed,
                ("action", r => Name(r.Action)),
                ("id", r => $"{r.Candidate.Id}"),
                ("serial", r => r.Candidate.Serial ?? ""),
                ("testplan", r => r.Candidate.Testplan ?? ""),
                ("start", r => r.Candidate.Unreadable is null ? $"{r.Candidate.Start:yyyy-MM-dd HH:mm:ss zzz}" : ""),
                ("why", Why)
            );
        var left = counts.Where(c => c.Key != PlannedAction.Unchanged).Sum(c => c.Value) - listed.Count;
        if (left > 0)
            call.Terminal.Line($"{left} more are counted, but not listed.");
    }

    private static string Why(PlannedReport report)
    {
        var differences = report.Differences ?? [];
        var more = differences.Count > MostShown ? $" and {differences.Count - MostShown} more" : "";
        var why =
            differences.Count > 0
                ? $"{report.Reason}: {string.Join("; ", differences.Take(MostShown))}{more}"
                : report.Reason;
        return report.Until is { } until ? $"{why}; until {until:yyyy-MM-dd HH:mm:ss zzz}" : why;
    }

    private static object Json(PlannedReport report) =>
        new
        {
            action = Name(report.Action),
            id = report.Candidate.Id,
            kind = report.Candidate.Kind.ToString().ToLowerInvariant(),
            serial = report.Candidate.Serial,
            testplan = report.Candidate.Testplan,
            start = report.Candidate.Unreadable is null ? report.Candidate.Start : (DateTimeOffset?)null,
            reason = report.Reason,
            until = report.Until,
            differences = DifferenceText.Json(report.Differences ?? []),
        };

    private static string Count(KeyValuePair<PlannedAction, int> count) =>
        count.Key == PlannedAction.DeadLetter
            ? SummaryText.Count(count.Value, Name(count.Key))
            : $"{count.Value} {Name(count.Key)}";

    private static string Name(PlannedAction action) =>
        action switch
        {
            PlannedAction.New => "new",
            PlannedAction.Changed => "changed",
            PlannedAction.Again => "sent again",
            PlannedAction.InWats => "in WATS already",
            PlannedAction.Unchanged => "unchanged",
            PlannedAction.Deferred => "deferred",
            PlannedAction.Excluded => "excluded",
            _ => "dead letter",
        };
}
