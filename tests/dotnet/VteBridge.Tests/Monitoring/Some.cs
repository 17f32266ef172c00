using VteBridge.Monitoring;
using VteBridge.Tests.Sync;

namespace VteBridge.Tests.Monitoring;

/// <summary>A snapshot of a healthy installation, to vary using `with`.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Now = new(2026, 5, 4, 12, 30, 0, TimeSpan.Zero);

    public static Snapshot Healthy =>
        new()
        {
            At = Now,
            Program = new ProgramFacts(
                "1.2.3",
                ".NET",
                "Plan 9",
                "pc-17",
                4711,
                Now.AddDays(-3),
                TimeSpan.FromMinutes(5)
            ),
            Activity = Activity.Waiting,
            NextCycle = Now.AddMinutes(3),
            LastCycle = Ends.Good(TimeSpan.FromSeconds(2), Now.AddMinutes(-2)),
            LastGoodCycle = Now.AddMinutes(-2),
            LastActivity = Now.AddMinutes(-2),
            CompleteThrough = Now.AddMinutes(-3),
            Lag = new Lag(TimeSpan.FromMinutes(3), null),
            Destination = new DestinationStatus("sidecar", "/var/lib/vtebridge/queue", 0, 812, 0, null),
            Disks = [new DiskSpace("state", "/var/lib/vtebridge", 50_000)],
            Hours =
            [
                .. Enumerable
                    .Range(0, 24)
                    .Select(i => new HourCounts(Now.AddMinutes(-30).AddHours(i - 23), 40 + i, DeadLetters: 2)),
            ],
            DeadLetters = new DeadLetterStatus(2, []),
            NightlyIsOn = true,
            Nights =
            [
                new NightStatus(
                    DateOnly.FromDateTime(Now.DateTime),
                    DateOnly.FromDateTime(Now.DateTime).AddDays(-3),
                    DateOnly.FromDateTime(Now.DateTime).AddDays(-1),
                    Now.AddHours(-6),
                    120,
                    0,
                    0,
                    "no difference"
                ),
            ],
        };
}
