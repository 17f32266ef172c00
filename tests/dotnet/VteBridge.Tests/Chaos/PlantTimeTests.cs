using VteBridge.Simulator.Vte;

namespace VteBridge.Tests.Chaos;

/// <summary>
/// A day, and the nights of DST changes, with the loop's own timetable: every run reaches WATS once, with the content that VTE has.
/// </summary>
public sealed class PlantTimeTests
{
    /// <summary>The loop's default interval when there is time for it; otherwise a longer one, for fewer cycles.</summary>
    private static TimeSpan Interval =>
        TimeSpan.FromMinutes(
            ChaosScale.IsLong ? 5
            : ChaosScale.IsFull ? 15
            : 45
        );

    /// <summary>The DST changes of a year, in several time zones.</summary>
    public static TheoryData<string, string> Nights =>
        new()
        {
            { "Europe/Oslo", "2026-03-29T01:00Z" },
            { "Europe/Oslo", "2026-10-25T01:00Z" },
            { "America/New_York", "2026-03-08T07:00Z" },
            { "America/New_York", "2026-11-01T06:00Z" },
            { "Australia/Sydney", "2026-04-04T16:00Z" },
            { "Australia/Sydney", "2026-10-03T16:00Z" },
        };

    [Fact]
    public async Task A_day_with_outages_of_VTE_of_WATS_and_of_both_loses_nothing_and_sends_nothing_twice()
    {
        using var tally = new Tally("24 h of plant time");
        for (var seed = ChaosScale.FirstSeed; seed < ChaosScale.FirstSeed + (ChaosScale.IsLong ? 10 : 1); seed++)
        {
            var runs = ChaosScale.IsFull ? 300 : 100;
            await using var day = new PlantTime(
                seed,
                "Europe/Oslo",
                At("2026-05-04T04:00Z"),
                TimeSpan.FromHours(24),
                runs
            );
            var (lost, twice) = await day.RunAsync(Interval, outages: 3);
            Assert.True(day.Failed > 0, "no cycle met an outage");
            tally.Add(day.Story, lost, twice, runs, faults: day.Outages);
        }
        tally.AssertNothingLostAndNothingTwice();
    }

    [Theory]
    [MemberData(nameof(Nights))]
    public async Task The_night_in_which_the_clocks_change_loses_nothing_and_sends_nothing_twice(
        string zone,
        string change
    )
    {
        var (at, zoneInfo) = (At(change), ServerZone.Of(zone));
        Assert.NotEqual(zoneInfo.Local(at.AddMinutes(-1)).Offset, zoneInfo.Local(at).Offset);
        using var tally = new Tally($"clock change in {zone}");
        for (var seed = ChaosScale.FirstSeed; seed < ChaosScale.FirstSeed + (ChaosScale.IsLong ? 5 : 1); seed++)
        {
            await using var night = new PlantTime(seed, zone, at.AddHours(-4), TimeSpan.FromHours(8), runs: 80);
            var (lost, twice) = await night.RunAsync(Interval, outages: 1);
            tally.Add(night.Story, lost, twice, 80, faults: night.Outages);
        }
        tally.AssertNothingLostAndNothingTwice();
    }

    private static DateTimeOffset At(string time) =>
        DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture);
}
