using VteBridge.Configuration;
using VteBridge.Mapping;
using VteBridge.Monitoring.Snapshots;
using VteBridge.State;

namespace VteBridge.Monitoring.Alerts;

/// <summary>
/// The rules: pure functions of a snapshot and the limits. Between the limit and well clear of it lies a band in which
/// nothing changes, so that a value that sways around its limit does not ring all day.
/// </summary>
internal static class AlertRules
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>One reading for each rule, in a fixed order.</summary>
    public static IReadOnlyList<AlertReading> Read(Snapshot now, AlertOptions limits) =>
        [
            NoCycle(now, limits),
            Lag(now, limits),
            FailedCycles(now, limits),
            DeadLetters(now, limits),
            Credentials(now),
            UnknownCodes(now),
            Disk(now, limits),
            Configuration(now),
        ];

    private static AlertReading NoCycle(Snapshot now, AlertOptions limits) =>
        new(
            AlertRule.NoCycle,
            now.IsSilentFor(limits.NoCycle),
            !now.IsSilentFor(limits.NoCycle),
            $"No cycle has ended or got on for {DurationText.Of(now.Silence)}.",
            "See the log; stop and start vtebridge if it says nothing."
        );

    private static AlertReading Lag(Snapshot now, AlertOptions limits) =>
        new(
            AlertRule.Lag,
            now.Lag.Most > limits.Lag,
            now.Lag.Most is not { } lag || lag <= limits.Lag / 2,
            $"The oldest undelivered run has waited for up to {DurationText.Of(now.Lag.Most)}"
                + (now.Lag.Queue == now.Lag.Most ? " in the destination's folder." : " in VTE."),
            "'vtebridge doctor' says whether VTE, the destination or WATS is in the way."
        );

    private static AlertReading FailedCycles(Snapshot now, AlertOptions limits) =>
        new(
            AlertRule.FailedCycles,
            now.FailedInARow >= limits.FailedCycles,
            now.FailedInARow == 0,
            $"{now.FailedInARow} cycles in a row have failed. The last one: {now.LastCycle?.Trouble}",
            "'vtebridge doctor' says what is in the way. Nothing is lost: the next good cycle catches up."
        );

    /// <summary>How many more there are than there were at the least within a day.</summary>
    private static AlertReading DeadLetters(Snapshot now, AlertOptions limits)
    {
        var least = now.Hours.Where(h => h.Hour > now.At - Day).Min(h => h.DeadLetters) ?? now.DeadLetters.Count;
        var risen = now.DeadLetters.Count - least;
        return new(
            AlertRule.DeadLetters,
            risen >= limits.DeadLetters,
            risen < Math.Max(limits.DeadLetters / 2.0, 1),
            $"{risen} dead letters have come up within a day; there are {now.DeadLetters.Count}.",
            "'vtebridge status' lists them with what to do."
        );
    }

    private static AlertReading Credentials(Snapshot now)
    {
        var isRefused = now.Destination?.Trouble is { } trouble && DestinationCredentials.AreRefused(trouble);
        return new(
            AlertRule.Credentials,
            isRefused,
            now.Destination?.Trouble is null,
            $"WATS does not take our credentials. {now.Destination?.Trouble}",
            "Make a new API token in WATS and give it to vtebridge; 'vtebridge doctor' tests it."
        );
    }

    private static AlertReading UnknownCodes(Snapshot now)
    {
        var runs = now.Hours.Where(h => h.Hour > now.At - Day).Sum(h => h.UnknownCodes);
        return new(
            AlertRule.UnknownCodes,
            runs > 0,
            runs == 0,
            $"VTE has used codes that the configuration does not list, {runs} times within a day. Unknown results are reported as Error.",
            $"'vtebridge doctor --sample 1000' names them; list them in Mapping:Codes (flags {Flags.UnknownResult}, {Flags.UnknownExitCode}, {Flags.UnknownResultType})."
        );
    }

    private static AlertReading Disk(Snapshot now, AlertOptions limits)
    {
        var disk = now.Disks.Where(d => d.FreeMegabytes is not null).MinBy(d => d.FreeMegabytes);
        return new(
            AlertRule.Disk,
            disk?.FreeMegabytes < limits.MinFreeMegabytes,
            disk is null || disk.FreeMegabytes >= limits.MinFreeMegabytes * 1.25,
            $"The disk of '{disk?.Folder}' has {disk?.FreeMegabytes} MB free.",
            "Make room on it: at Delivery:MinFreeMegabytes reading pauses."
        );
    }

    private static AlertReading Configuration(Snapshot now) =>
        new(
            AlertRule.Configuration,
            now.ConfigurationRefused is not null,
            now.ConfigurationRefused is null,
            $"A changed configuration is refused and the old one stays in use. {now.ConfigurationRefused}",
            "Mend the file; it is read again before the next cycle."
        );
}
