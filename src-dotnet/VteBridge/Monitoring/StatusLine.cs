using System.Globalization;
using VteBridge.Monitoring.Snapshots;
using VteBridge.State;
using VteBridge.Sync;

namespace VteBridge.Monitoring;

/// <summary>How things are, in one sentence.</summary>
internal static class StatusLine
{
    public static string Of(Snapshot now) =>
        now switch
        {
            { UnderWay: { } cycle } =>
                $"In a cycle ({cycle.Stage}): {cycle.RunsRead} runs read, {cycle.Delivered} delivered",
            { LastCycle: { Result: CycleResult.Failed or CycleResult.DestinationTrouble } last } =>
                $"The last cycle ended with trouble: {last.Trouble}",
            { LastCycle: { } last } =>
                $"Last cycle {Time(last.EndedAt.ToUniversalTime())}: {last.RunsRead} runs read, {last.DeadLetters} dead letters",
            _ => "No cycle yet",
        } + (now.NextCycle is { } next ? $"; next cycle {Time(next.ToUniversalTime())}" : "");

    private static string Time(DateTimeOffset at) => at.ToString("HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
