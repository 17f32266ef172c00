namespace VteBridge.Tests.Chaos;

public sealed class CrashTests
{
    /// <summary>Two at a time: each has a plant of its own, because it changes rows.</summary>
    private const int Workers = 2;

    [Fact]
    public async Task Nothing_is_lost_and_nothing_comes_twice_wherever_the_process_is_killed()
    {
        var seeds = new Queue<int>(Enumerable.Range(ChaosScale.FirstSeed, ChaosScale.Seeds));
        var found = new List<string>();
        int crashes = 0,
            drops = 0,
            lost = 0,
            duplicates = 0;
        await Task.WhenAll(Enumerable.Range(0, Math.Min(Workers, ChaosScale.Seeds)).Select(_ => Task.Run(WorkAsync)));

        ChaosScale.Tell("crashes of vtebridge", ChaosScale.Seeds, crashes, drops, lost, duplicates);
        Assert.Equal([], found);
        Assert.True(crashes >= ChaosScale.Seeds, $"only {crashes} crashes in {ChaosScale.Seeds} schedules");

        async Task WorkAsync()
        {
            await using var plant = await CrashPlant.StartAsync();
            while (Next() is { } seed)
            {
                using var schedule = new CrashSchedule(seed, plant);
                var (problems, twice) = await schedule.RunAsync();
                lock (seeds)
                {
                    crashes += schedule.Crashes;
                    drops += schedule.Drops;
                    lost += problems.Count;
                    duplicates += twice.Count;
                    if (problems.Count + twice.Count > 0)
                        found.Add(
                            $"{schedule.Story}\n  {string.Join("\n  ", problems.Concat(twice.Select(t => $"twice {t}")).Take(20))}"
                        );
                }
            }
        }

        int? Next()
        {
            lock (seeds)
                return seeds.TryDequeue(out var seed) ? seed : null;
        }
    }
}
