using System.Globalization;
using VteBridge.Health.Snapshots;
using VteBridge.Sync.Loop;

namespace VteBridge.Health;

/// <summary>How things are, in one sentence.</summary>
internal static class StatusLine
{
    public static string Of(Snapshot now) =>
        now switch
        {
            { UnderWay: { } pass } =>
                $"In a pass ({pass.Stage}): {pass.RunsRead} runs read, {pass.Delivered} delivered",
            { LastPass: { Result: PassResult.Failed or PassResult.OutletTrouble } last } =>
                $"The last pass ended with trouble: {last.Trouble}",
            { LastPass: { } last } =>
                $"Last pass {Time(last.EndedAt.ToUniversalTime())}: {last.RunsRead} runs read, {last.DeadLetters} dead letters",
            _ => "No pass yet",
        } + (now.NextPass is { } next ? $"; next pass {Time(next.ToUniversalTime())}" : "");

    private static string Time(DateTimeOffset at) => at.ToString("HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
