using VteBridge.Core;
using VteBridge.Monitoring;
using VteBridge.Monitoring.Alerts;
using VteBridge.Tests.Sync;

namespace VteBridge.Tests.Monitoring.Alerts;

/// <summary>Snapshots that raise an alert, clear it or do neither, by rule.</summary>
internal static class AlertRuleCases
{
    public static readonly (AlertRule Rule, string Like, Snapshot Now, bool Raises, bool Clears)[] Table =
    [
        (
            AlertRule.UnknownCodes,
            "only in an hour of a clock that was wrong",
            With(s => s with { Hours = [.. s.Hours, new HourCounts(s.At.AddYears(4), UnknownCodes: 1)] }),
            false,
            true
        ),
        (AlertRule.NoCycle, "a sign of life two minutes ago", Some.Healthy, false, true),
        (
            AlertRule.NoCycle,
            "the last an hour ago",
            With(s => s with { LastActivity = s.At.AddHours(-1) }),
            false,
            true
        ),
        (AlertRule.NoCycle, "longer ago", With(s => s with { LastActivity = s.At.AddMinutes(-61) }), true, false),
        (
            AlertRule.NoCycle,
            "never, but just started",
            With(s => s with { LastActivity = null, Program = s.Program with { StartedAt = s.At.AddMinutes(-5) } }),
            false,
            true
        ),
        (AlertRule.NoCycle, "never, for three days", With(s => s with { LastActivity = null }), true, false),
        (
            AlertRule.NoCycle,
            "a day between cycles",
            With(s =>
                s with
                {
                    LastActivity = s.At.AddHours(-30),
                    Program = s.Program with { Interval = TimeSpan.FromDays(1) },
                }
            ),
            false,
            true
        ),
        (AlertRule.Lag, "three minutes", Some.Healthy, false, true),
        (
            AlertRule.Lag,
            "31 minutes",
            With(s => s with { Lag = new Lag(TimeSpan.FromMinutes(31), null) }),
            false,
            false
        ),
        (
            AlertRule.Lag,
            "61 minutes in VTE",
            With(s => s with { Lag = new Lag(TimeSpan.FromMinutes(61), null) }),
            true,
            false
        ),
        (
            AlertRule.Lag,
            "61 minutes in the queue",
            With(s => s with { Lag = new Lag(TimeSpan.Zero, TimeSpan.FromMinutes(61)) }),
            true,
            false
        ),
        (AlertRule.Lag, "not known", With(s => s with { Lag = new Lag(null, null) }), false, true),
        (AlertRule.FailedCycles, "none", Some.Healthy, false, true),
        (AlertRule.FailedCycles, "two", With(s => s with { FailedInARow = 2 }), false, false),
        (
            AlertRule.FailedCycles,
            "three",
            With(s => s with { FailedInARow = 3, LastCycle = Ends.Failed() }),
            true,
            false
        ),
        (AlertRule.DeadLetters, "two all day", Some.Healthy, false, true),
        (AlertRule.DeadLetters, "five more", With(s => s with { DeadLetters = new(7, []) }), false, false),
        (AlertRule.DeadLetters, "ten more", With(s => s with { DeadLetters = new(12, []) }), true, false),
        (
            AlertRule.DeadLetters,
            "many, but no more than yesterday",
            With(s => s with { DeadLetters = new(500, []), Hours = [new(s.At.AddHours(-3), DeadLetters: 500)] }),
            false,
            true
        ),
        (
            AlertRule.DeadLetters,
            "many, without a history",
            With(s => s with { DeadLetters = new(500, []), Hours = [] }),
            false,
            true
        ),
        (AlertRule.DestinationCredentials, "no trouble", Some.Healthy, false, true),
        (
            AlertRule.DestinationCredentials,
            "another trouble",
            Trouble("Reports wait in 'q': WATS takes no reports: timeout"),
            false,
            false
        ),
        (
            AlertRule.DestinationCredentials,
            "refused",
            Trouble("Reports wait in 'q': WATS does not accept the credentials: check the API token"),
            true,
            false
        ),
        (
            AlertRule.DestinationCredentials,
            "not configured",
            Trouble("WATS is not configured: set Delivery:Sidecar:Server and an API token"),
            false,
            false
        ),
        (AlertRule.Incomplete, "no difference", Some.Healthy, false, true),
        (
            AlertRule.Incomplete,
            "one day",
            With(s => s with { Incomplete = ["2026-05-01: VTE has 3 runs, 2 have an outcome."] }),
            true,
            false
        ),
        (AlertRule.NightlyReconcile, "a good night", Some.Healthy, false, true),
        (
            AlertRule.NightlyReconcile,
            "a difference",
            With(s => s with { Nights = [s.Nights[0] with { ExitCode = ExitCode.DeadLetters }] }),
            true,
            false
        ),
        (
            AlertRule.NightlyReconcile,
            "WATS could not be asked",
            With(s => s with { Nights = [s.Nights[0] with { ExitCode = ExitCode.DestinationUnavailable }] }),
            true,
            false
        ),
        (AlertRule.NightlyReconcile, "none for days", With(s => s with { Nights = [] }), true, false),
        (
            AlertRule.NightlyReconcile,
            "a difference, and off since",
            With(s => s with { NightlyIsOn = false, Nights = [s.Nights[0] with { ExitCode = ExitCode.DeadLetters }] }),
            false,
            true
        ),
        (AlertRule.NeedsPerson, "a good cycle", Some.Healthy, false, true),
        (AlertRule.NeedsPerson, "a failed one", With(s => s with { LastCycle = Ends.Failed() }), false, true),
        (
            AlertRule.NeedsPerson,
            "a table is gone",
            With(s => s with { LastCycle = Ends.Failed() with { NeedsPerson = true } }),
            true,
            false
        ),
        (AlertRule.NeedsPerson, "a process that WATS lacks", Trouble("WATS has no process 42, which"), true, false),
        (AlertRule.NeedsPerson, "WATS is away", Trouble("WATS cannot be reached"), false, true),
        (AlertRule.DestinationErrors, "none", Some.Healthy, false, true),
        (
            AlertRule.DestinationErrors,
            "one file",
            With(s => s with { Destination = s.Destination! with { Errors = 1 } }),
            true,
            false
        ),
        (AlertRule.UnknownCodes, "none", Some.Healthy, false, true),
        (
            AlertRule.UnknownCodes,
            "one today",
            With(s => s with { Hours = [new(s.At.AddHours(-2), UnknownCodes: 1)] }),
            true,
            false
        ),
        (
            AlertRule.UnknownCodes,
            "one the day before yesterday",
            With(s => s with { Hours = [new(s.At.AddHours(-40), UnknownCodes: 1)] }),
            false,
            true
        ),
        (AlertRule.Disk, "enough", Some.Healthy, false, true),
        (
            AlertRule.Disk,
            "little more than the limit",
            With(s => s with { Disks = [new("state", "x", 1100)] }),
            false,
            false
        ),
        (
            AlertRule.Disk,
            "less",
            With(s => s with { Disks = [new("state", "x", 50_000), new("destination", "y", 999)] }),
            true,
            false
        ),
        (AlertRule.Disk, "not known", With(s => s with { Disks = [new("state", "x", null)] }), false, true),
        (AlertRule.Configuration, "used", Some.Healthy, false, true),
        (
            AlertRule.Configuration,
            "refused",
            With(s => s with { ConfigurationRefused = "Vte:TimeZone: …" }),
            true,
            false
        ),
    ];

    private static Snapshot With(Func<Snapshot, Snapshot> change) => change(Some.Healthy);

    private static Snapshot Trouble(string text) =>
        With(s => s with { Destination = s.Destination! with { Trouble = text } });
}
