using VteBridge.Configuration;
using VteBridge.Mapping;

namespace VteBridge.Monitoring.Alerts;

/// <summary>The result of one rule for one snapshot.</summary>
/// <param name="IsRaised">Whether the limit is exceeded.</param>
internal sealed record RuleResult(AlertRule Rule, bool IsRaised, string What, string Fix)
{
    /// <summary>
    /// Whether the value is well below the limit. If it is neither raised nor clear, a raised alert stays and no new one
    /// is raised.
    /// </summary>
    public bool IsClear { get; init; } = !IsRaised;
}

/// <summary>
/// The rules: pure functions of a snapshot and the limits. Between "raised" and "clear" nothing changes, so that a value
/// that varies around its limit does not cause messages all day.
/// </summary>
internal static class AlertRules
{
    /// <summary>One result for each rule, in the order of <see cref="AlertRule"/>.</summary>
    public static IReadOnlyList<RuleResult> Evaluate(Snapshot now, AlertOptions limits) =>
        [
            NoCycle(now, limits),
            NeedsPerson(now),
            Lag(now, limits),
            FailedCycles(now, limits),
            DeadLetters(now, limits),
            Incomplete(now),
            Nightly(now),
            Credentials(now),
            DestinationErrors(now),
            UnknownCodes(now),
            Disk(now, limits),
            Configuration(now),
        ];

    /// <summary>
    /// Whether the destination reports that WATS refused our credentials. The words are the sidecar's; a test keeps the
    /// two the same.
    /// </summary>
    public static bool AreCredentialsRefused(string trouble) =>
        trouble.Contains("WATS does not accept the credentials", StringComparison.Ordinal)
        || trouble.Contains("the API token is not allowed", StringComparison.Ordinal);

    /// <summary>
    /// Whether the destination reports that WATS lacks a process that reports name, so that it would refuse each of them.
    /// The words are those of both drains, as above.
    /// </summary>
    public static bool IsProcessUnknown(string trouble) =>
        trouble.Contains("WATS has no process", StringComparison.Ordinal);

    private static RuleResult NoCycle(Snapshot now, AlertOptions limits) =>
        new(
            AlertRule.NoCycle,
            now.IsSilentFor(limits.NoCycle),
            $"No sync cycle has ended or made progress for {DurationText.Of(now.Silence)}.",
            "See the log. If it says nothing, restart vtebridge."
        );

    private static RuleResult NeedsPerson(Snapshot now)
    {
        var (cycle, wats) = (
            now.LastCycle is { NeedsPerson: true },
            now.Destination?.Trouble is { } trouble && IsProcessUnknown(trouble)
        );
        return new(
            AlertRule.NeedsPerson,
            cycle || wats,
            $"Syncing has stopped until somebody corrects the cause. {(cycle ? now.LastCycle?.Trouble : now.Destination?.Trouble)}",
            "Nothing is lost: once this is corrected, the next cycle catches up."
        );
    }

    private static RuleResult Lag(Snapshot now, AlertOptions limits) =>
        new(
            AlertRule.Lag,
            now.Lag.Most > limits.Lag,
            $"The oldest undelivered run has waited for up to {DurationText.Of(now.Lag.Most)}"
                + (now.Lag.Queue == now.Lag.Most ? " at the destination." : " in VTE."),
            "Run 'vtebridge doctor': it shows whether VTE, the destination or WATS is the cause."
        )
        {
            IsClear = now.Lag.Most is not { } lag || lag <= limits.Lag / 2,
        };

    private static RuleResult FailedCycles(Snapshot now, AlertOptions limits) =>
        new(
            AlertRule.FailedCycles,
            now.FailedInARow >= limits.FailedCycles,
            $"{now.FailedInARow} sync cycles in a row have failed. The last one: {now.LastCycle?.Trouble}",
            "Run 'vtebridge doctor' to find the cause. Nothing is lost: the next good cycle catches up."
        )
        {
            IsClear = now.FailedInARow == 0,
        };

    /// <summary>Compares the count with the lowest count within the last day.</summary>
    private static RuleResult DeadLetters(Snapshot now, AlertOptions limits)
    {
        var least = now.LastDay.Min(h => h.DeadLetters) ?? now.DeadLetters.Count;
        var risen = now.DeadLetters.Count - least;
        return new(
            AlertRule.DeadLetters,
            risen >= limits.DeadLetters,
            $"{risen} new dead letters within a day; there are {now.DeadLetters.Count}.",
            "'vtebridge status' lists them with what to do."
        )
        {
            IsClear = risen < Math.Max(limits.DeadLetters / 2.0, 1),
        };
    }

    private static RuleResult Incomplete(Snapshot now) =>
        new(
            AlertRule.Incomplete,
            now.Incomplete.Count > 0,
            $"VTE and the state store count different numbers of runs. {now.Incomplete.FirstOrDefault()}"
                + (now.Incomplete.Count > 1 ? $" And {now.Incomplete.Count - 1} more days." : ""),
            "Run 'vtebridge reconcile --repair' over these days; 'vtebridge status' lists them. If rows were deleted from VTE on purpose, set Sync:StartFrom to the first day that is left."
        );

    /// <summary>Silent when the nightly reconcile is off: then no night is due, and earlier nights say nothing about today.</summary>
    private static RuleResult Nightly(Snapshot now)
    {
        var last = now.Nights.LastOrDefault();
        var isLate = now.NightlyIsOn && now.At - (last?.CheckedAt ?? now.Program.StartedAt) > TimeSpan.FromDays(2);
        var isWrong = now.NightlyIsOn && last is { ExitCode: not ExitCode.Done };
        return new(
            AlertRule.NightlyReconcile,
            isWrong || isLate,
            isWrong
                ? $"The nightly reconcile of {last!.Night:yyyy-MM-dd} found that {last.Text}."
                : "No nightly reconcile has run for two days.",
            isWrong
                ? $"Run 'vtebridge reconcile --from {last!.From:yyyy-MM-dd} --repair'."
                : "See the log: it says why."
        );
    }

    private static RuleResult Credentials(Snapshot now) =>
        new(
            AlertRule.DestinationCredentials,
            now.Destination?.Trouble is { } trouble && AreCredentialsRefused(trouble),
            $"WATS refuses our credentials. {now.Destination?.Trouble}",
            "Make a new API token in WATS and give it to vtebridge; 'vtebridge doctor' tests it."
        )
        {
            IsClear = now.Destination?.Trouble is null,
        };

    private static RuleResult DestinationErrors(Snapshot now) =>
        new(
            AlertRule.DestinationErrors,
            now.Destination?.Errors > 0,
            $"{now.Destination?.Errors} reports are in error in '{now.Destination?.Folder}': the program that reads this folder could not upload them.",
            Delivery.DestinationState.ErrorsFix
        );

    private static RuleResult UnknownCodes(Snapshot now)
    {
        var runs = now.LastDay.Sum(h => h.UnknownCodes);
        return new(
            AlertRule.UnknownCodes,
            runs > 0,
            $"VTE has used codes that the configuration does not list, {runs} times within a day. Unknown results are reported as Error.",
            $"'vtebridge doctor --sample 1000' names them; list them in Mapping:Codes (flags {Flags.UnknownResult}, {Flags.UnknownExitCode}, {Flags.UnknownResultType})."
        );
    }

    private static RuleResult Disk(Snapshot now, AlertOptions limits)
    {
        var disk = now.Disks.Where(d => d.FreeMegabytes is not null).MinBy(d => d.FreeMegabytes);
        return new(
            AlertRule.Disk,
            disk?.FreeMegabytes < limits.MinFreeMegabytes,
            $"The disk of '{disk?.Folder}' has {disk?.FreeMegabytes} MB free.",
            "Free some space: reading pauses while less than Delivery:MinFreeMegabytes is free."
        )
        {
            IsClear = disk is null || disk.FreeMegabytes >= limits.MinFreeMegabytes * 1.25,
        };
    }

    private static RuleResult Configuration(Snapshot now) =>
        new(
            AlertRule.Configuration,
            now.ConfigurationRefused is not null,
            $"A changed configuration is refused and the old one stays in use. {now.ConfigurationRefused}",
            "Correct the file; it is read again before the next cycle."
        );
}
