using System.Globalization;
using VteBridge.Sync;

namespace VteBridge.Monitoring;

/// <summary>What the installation is doing, in one sentence.</summary>
internal static class StatusText
{
    public static string Of(Snapshot now) =>
        now switch
        {
            { CurrentCycle: { } cycle } =>
                $"Syncing ({cycle.Stage}): {cycle.RunsRead} runs read, {cycle.Delivered} delivered",
            { LastCycle: { Result: CycleResult.Failed or CycleResult.DestinationTrouble } last } =>
                $"The last sync did not complete: {last.Trouble}",
            { LastCycle: { } last } =>
                $"Last sync {Time(last.EndedAt)}: {last.RunsRead} runs read, {last.DeadLetters} dead letters",
            _ => "No sync yet",
        } + (now.NextCycle is { } next ? $"; next sync {Time(next)}" : "");

    private static string Time(DateTimeOffset at) =>
        at.ToUniversalTime().ToString("HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
