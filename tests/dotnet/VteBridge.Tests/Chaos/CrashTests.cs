using VteBridge.Configuration;

namespace VteBridge.Tests.Chaos;

public sealed class CrashTests
{
    /// <summary>Two schedules run at a time; each has its own plant, because it changes rows.</summary>
    private const int Workers = 2;

    [Fact]
    public async Task Nothing_is_lost_and_nothing_comes_twice_wherever_the_process_is_killed()
    {
        var seeds = new Queue<int>(Enumerable.Range(ChaosScale.FirstSeed, ChaosScale.Seeds));
        using var tally = new Tally("vtebridge killed");
        await Task.WhenAll(Enumerable.Range(0, Math.Min(Workers, ChaosScale.Seeds)).Select(_ => Task.Run(WorkAsync)));
        tally.AssertNothingLostAndNothingTwice(leastKills: ChaosScale.Seeds);

        async Task WorkAsync()
        {
            await using var plant = await CrashPlant.StartAsync();
            while (Next() is { } seed)
            {
                using var schedule = new CrashSchedule(seed, plant);
                var (problems, twice) = await schedule.RunAsync();
                tally.Add(schedule.Story, problems, twice, schedule.Drops, schedule.Crashes);
            }
        }

        int? Next()
        {
            lock (seeds)
                return seeds.TryDequeue(out var seed) ? seed : null;
        }
    }

    /// <summary>
    /// A schedule chooses its points at random; this test kills at every milestone, the first and the last time that it is reached.
    /// </summary>
    [Theory]
    [InlineData("sync")]
    [InlineData("run")]
    public async Task Each_milestone_kills_and_the_next_sync_leaves_what_an_undisturbed_one_leaves(string verb)
    {
        await using var plant = await CrashPlant.StartAsync();
        using var tally = new Tally($"{verb} killed at each milestone");
        var milestones = await plant.MilestonesAsync(DestinationNames.QueueFolder, 50);
        Assert.Superset(Milestones, milestones.Keys.ToHashSet());
        var points = milestones.SelectMany(m => new[] { (m.Key, 1), (m.Key, m.Value) }.Distinct()).ToList();
        for (var point = 0; point < points.Count; point++)
        {
            if (!ChaosScale.IsLong && point % Every(verb) != 0)
                continue;
            var (name, at) = points[point];
            using var folder = new WorkFolder();
            var bridge = new BridgeProcess(plant.Settings(folder, DestinationNames.QueueFolder, 50));
            var ledger = new Ledger(folder.Destination);
            var (code, _, errors) =
                verb == "run" ? await bridge.LoopAsync($"{name}:{at}", 1) : await bridge.SyncAsync($"{name}:{at}");
            // The process must be killed before the cycle ends. `run` writes other files too, so it reaches a milestone earlier than
            // `sync`, never later.
            Assert.True(BridgeProcess.IsKilled(code), $"{name} {at}: {code} {errors}");
            Assert.DoesNotContain("Cycle ended", errors, StringComparison.Ordinal);
            ledger.Observe();
            (code, _, errors) = await bridge.SyncAsync();
            Assert.True(code is 0 or 5, errors);
            ledger.Observe();
            tally.Add(
                $"{verb} killed at {name} {at}",
                [.. plant.Before.Differences(Expected.Read(folder)), .. plant.Before.Forgotten(folder)],
                [.. ledger.Duplicates()],
                ledger.Drops,
                kills: 1
            );
        }
        tally.AssertNothingLostAndNothingTwice(leastKills: 2);
    }

    /// <summary>Tests every n-th point: all of them, or a sample when there is less time.</summary>
    private static int Every(string verb) =>
        (verb, ChaosScale.IsFull) switch
        {
            ("sync", true) => 1,
            ("sync", false) => 3,
            (_, true) => 3,
            _ => 7,
        };

    /// <summary>
    /// The milestones of a first cycle with a folder destination; those of receipts are in <see cref="UploadCrashTests"/>.
    /// </summary>
    private static readonly HashSet<string> Milestones =
    [
        "temporary written",
        "temporary flushed",
        "renamed",
        "page before commit",
        "page committed",
    ];
}
