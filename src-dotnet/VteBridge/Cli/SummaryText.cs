using VteBridge.State;
using VteBridge.Sync;

namespace VteBridge.Cli;

/// <summary>A cycle's summary for people, logs and scripts.</summary>
internal static class SummaryText
{
    public static string Line(SyncSummary s) =>
        CycleText.Counts(CycleEnd.Of(s, default, default(DateTimeOffset) + s.Elapsed));

    public static IEnumerable<string[]> Rows(SyncSummary s)
    {
        yield return ["runs read", $"{s.RunsRead}"];
        yield return ["repairs read", $"{s.RepairsRead}"];
        yield return ["accepted by WATS", $"{s.Accepted}"];
        yield return ["queued", $"{s.Queued}"];
        yield return ["unchanged", $"{s.Unchanged}"];
        yield return ["deferred", $"{s.Deferred}"];
        yield return ["in the future", $"{s.Future}"];
        yield return ["excluded", $"{s.Excluded}"];
        yield return ["rejected", $"{s.Rejected}"];
        yield return ["dead letters", $"{s.DeadLetters}"];
        foreach (var (flag, count) in s.Flags)
            yield return [$"flag {flag}", $"{count}"];
        yield return ["checkpoint", s.Checkpoint?.ToString("yyyy-MM-dd HH:mm:ss.fff") ?? "none"];
        yield return ["seconds", $"{s.Elapsed.TotalSeconds:0.0}"];
    }

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
            destinationTrouble = s.DestinationTrouble,
            exitCode = s.ExitCode,
        };
}
