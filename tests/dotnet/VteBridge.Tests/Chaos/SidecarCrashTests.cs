namespace VteBridge.Tests.Chaos;

/// <summary>The whole way with pyWATS, and either of its two processes killed.</summary>
public sealed class SidecarCrashTests
{
    [Fact]
    public async Task Nothing_is_lost_on_the_way_to_WATS_wherever_vtebridge_or_its_sidecar_is_killed()
    {
        if (Python.WithoutSidecar is { } why)
            Assert.Skip(why);
        using var tally = new Tally("vtebridge or its sidecar killed on the way to WATS");
        await using var plant = await CrashPlant.StartAsync();
        var points = await SidecarCrashSchedule.PointsAsync(plant);
        Assert.Superset(new HashSet<string> { "receipts recorded" }, points.Milestones.Keys.ToHashSet());
        Assert.True(points.Operations > 100, $"{points.Operations} operations of the sidecar");
        // A schedule with Python and WATS in it costs as much as ten without.
        var seeds = ChaosScale.IsFull ? Math.Max(1, ChaosScale.Seeds / 10) : 1;
        for (var seed = ChaosScale.FirstSeed; seed < ChaosScale.FirstSeed + seeds; seed++)
        {
            using var schedule = new SidecarCrashSchedule(seed, plant, points);
            var (problems, twice) = await schedule.RunAsync();
            tally.Add(schedule.Story, problems, twice, plant.After.Reports.Count, schedule.Crashes);
        }
        tally.AssertNothingLostAndNothingTwice(leastKills: 1);
    }
}
