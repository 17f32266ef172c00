using VteBridge.Configuration;

namespace VteBridge.Tests.Chaos;

/// <summary>The complete way to WATS, where `vtebridge` or its sidecar is killed during the upload.</summary>
public sealed class UploadCrashTests
{
    [Theory]
    [InlineData(DestinationNames.Sidecar)]
    [InlineData(DestinationNames.Wats)]
    public async Task Nothing_is_lost_on_the_way_to_WATS_wherever_it_is_killed(string destination)
    {
        Assert.SkipUnless(
            destination == DestinationNames.Sidecar || ChaosScale.IsFull,
            "one of the two is enough in the quick form: scripts/chaos has both"
        );
        var isSidecar = destination == DestinationNames.Sidecar;
        if (isSidecar && Python.WithoutSidecar is { } why)
            Assert.Skip(why);
        using var tally = new Tally($"killed on the way to WATS by {destination}");
        await using var plant = await CrashPlant.StartAsync();
        var points = await UploadCrashSchedule.PointsAsync(plant, destination);
        Assert.Superset(new HashSet<string> { "receipts recorded" }, points.Milestones.Keys.ToHashSet());
        Assert.True(
            isSidecar
                ? points.Operations > 100
                : points.Milestones.GetValueOrDefault("report accepted") == plant.Before.Reports.Count,
            $"{points.Operations} operations of the sidecar; {string.Join(", ", points.Milestones)}"
        );
        // A schedule with Python and WATS takes as long as ten others.
        var seeds = ChaosScale.IsFull ? Math.Max(1, ChaosScale.Seeds / (isSidecar ? 10 : 3)) : 1;
        for (var seed = ChaosScale.FirstSeed; seed < ChaosScale.FirstSeed + seeds; seed++)
        {
            using var schedule = new UploadCrashSchedule(seed, plant, destination, points);
            var (problems, twice) = await schedule.RunAsync();
            tally.Add(schedule.Story, problems, twice, plant.After.Reports.Count, schedule.Crashes);
        }
        tally.AssertNothingLostAndNothingTwice(leastKills: 1);
    }
}
