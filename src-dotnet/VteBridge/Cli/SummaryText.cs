using VteBridge.State;
using VteBridge.Sync;

namespace VteBridge.Cli;

/// <summary>The summary of a cycle, for people, logs and scripts.</summary>
internal static class SummaryText
{
    /// <summary>One sentence: what was read, the outcomes, and up to when everything is done.</summary>
    public static string Line(SyncSummary s)
    {
        var told = Outcomes(s).Where(o => o.Count > 0).Select(o => $"{o.Count} {o.What}").DefaultIfEmpty("nothing new");
        return $"{Count(s.RunsRead, "run")} and {Count(s.RepairsRead, "repair")} read: {string.Join(", ", told)}. "
            + (s.Checkpoint is { } at ? $"Everything up to {at:yyyy-MM-dd HH:mm:ss} is done" : "No checkpoint yet")
            + $"; it took {s.Elapsed.TotalSeconds:0.0} s.";
    }

    public static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";

    public static IEnumerable<string[]> Rows(SyncSummary s) =>
        [
            ["runs read", $"{s.RunsRead}"],
            ["repairs read", $"{s.RepairsRead}"],
            .. Outcomes(s).Select(o => new[] { o.What, $"{o.Count}" }),
            .. s.Flags.Select(f => new[] { $"flag {f.Key}", $"{f.Value}" }),
        ];

    private static (long Count, string What)[] Outcomes(SyncSummary s) =>
        [
            (s.Accepted, "accepted by WATS"),
            (s.Queued, "queued"),
            (s.Unchanged, "unchanged"),
            (s.Deferred, "deferred to a later cycle"),
            (s.Future, "in the future"),
            (s.Excluded, "excluded by the configuration"),
            (s.Rejected, "rejected by WATS"),
            (s.DeadLetters, s.DeadLetters == 1 ? "dead letter" : "dead letters"),
        ];

    public static object Json(SyncSummary s) =>
        new
        {
            runsRead = s.RunsRead,
            repairsRead = s.RepairsRead,
            delivered = new { accepted = s.Accepted, queued = s.Queued },
            rejected = s.Rejected,
            deadLetters = s.DeadLetters,
            unchanged = s.Unchanged,
            deferred = s.Deferred,
            future = s.Future,
            excluded = s.Excluded,
            flags = s.Flags,
            checkpoint = s.Checkpoint,
            elapsedSeconds = Math.Round(s.Elapsed.TotalSeconds, 3),
            destinationTrouble = s.Trouble,
            warnings = s.Warnings,
            exitCode = s.ExitCode,
        };
}
