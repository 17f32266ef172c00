using VteBridge.Sync;
using VteBridge.Sync.Loop;

namespace VteBridge.Commands;

/// <summary>A pass's summary for people, logs and scripts.</summary>
internal static class SummaryText
{
    public static string Line(SyncSummary s) => PassText.Counts(PassEnd.Of(s, s.StartedAt, s.StartedAt + s.Elapsed));

    public static IEnumerable<string[]> Rows(SyncSummary s)
    {
        yield return ["runs read", $"{s.RunsRead}"];
        yield return ["repairs read", $"{s.RepairsRead}"];
        yield return ["accepted by WATS", $"{s.Accepted}"];
        yield return ["handed over", $"{s.HandedOver}"];
        yield return ["unchanged", $"{s.Unchanged}"];
        yield return ["held back", $"{s.HeldBack}"];
        yield return ["in the future", $"{s.Future}"];
        yield return ["left out", $"{s.LeftOut}"];
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
            delivered = new { accepted = s.Accepted, handedOver = s.HandedOver },
            rejected = s.Rejected,
            deadLetters = s.DeadLetters,
            unchanged = s.Unchanged,
            heldBack = s.HeldBack,
            future = s.Future,
            leftOut = s.LeftOut,
            flags = s.Flags,
            checkpoint = s.Checkpoint,
            elapsedSeconds = Math.Round(s.Elapsed.TotalSeconds, 3),
            outletTrouble = s.OutletTrouble,
            exitCode = s.ExitCode,
        };
}
