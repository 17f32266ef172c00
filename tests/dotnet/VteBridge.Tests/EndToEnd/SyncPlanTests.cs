using VteBridge.Simulator.Vte.Plant;
using VteBridge.Sync;

namespace VteBridge.Tests.EndToEnd;

/// <summary>`sync --plan` says what the next sync does, and changes nothing.</summary>
public sealed class SyncPlanTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Plan_is_what_the_next_sync_does(int seed)
    {
        await using var plant = await Plant.StartAsync(
            new PlantOptions
            {
                Runs = 40,
                OddRuns = true,
                Seed = seed,
            }
        );
        await AssertPlanComesTrueAsync(plant);

        var edited = plant.AddRun(minutesAgo: 30, sequence: 1000);
        await AssertPlanComesTrueAsync(plant);

        plant.Edit(edited, "WO-4711");
        plant.AddRun(minutesAgo: 10, sequence: 1001);
        plant.AddRun(minutesAgo: 40 * 24 * 60, sequence: 1002);
        plant.AddRun(minutesAgo: 0, sequence: 1003);
        plant.Clock.Advance(TimeSpan.FromMinutes(61));
        plant.AddRun(minutesAgo: 0, sequence: 1004);
        await AssertPlanComesTrueAsync(plant);
    }

    [Fact]
    public async Task Plan_names_what_changed_in_a_report_that_was_sent()
    {
        await using var plant = await Plant.EmptyAsync();
        var run = plant.AddRun(minutesAgo: 60, sequence: 1);
        await plant.SyncAsync();
        plant.Edit(run, "WO-4711");

        var planned = Assert.Single(await PlanAsync(plant));

        Assert.Equal((run, PlannedAction.Changed), (planned.Candidate.Id, planned.Action));
        Assert.Equal("WO-4711", Assert.Single(planned.Differences!).After);
    }

    [Fact]
    public async Task Plan_says_until_when_a_run_without_steps_waits()
    {
        await using var plant = await Plant.EmptyAsync();
        plant.Database.Insert(plant.RunRows(minutesAgo: 5, sequence: 1).Where(r => r.Table == "IndexData"));

        var planned = Assert.Single(await PlanAsync(plant));

        Assert.Equal(PlannedAction.Deferred, planned.Action);
        Assert.Equal(planned.Candidate.Start + plant.Options.Sync.CompletenessWait, planned.Until);
    }

    [Fact]
    public async Task Plan_writes_nothing()
    {
        await using var plant = await Plant.EmptyAsync();
        plant.AddRun(minutesAgo: 60, sequence: 1);
        await plant.SyncAsync();
        plant.AddRun(minutesAgo: 50, sequence: 2);
        var (state, reports) = (
            SmallPlant.FilesOf(plant.Options.State.Folder),
            SmallPlant.FilesOf(plant.Options.Delivery.Folder)
        );

        Assert.Equal(2, (await PlanAsync(plant)).Count);

        Assert.Equal(state, SmallPlant.FilesOf(plant.Options.State.Folder));
        Assert.Equal(reports, SmallPlant.FilesOf(plant.Options.Delivery.Folder));
    }

    [Fact]
    public async Task Plan_before_the_first_sync_creates_no_state()
    {
        await using var plant = await Plant.EmptyAsync();
        plant.AddRun(minutesAgo: 60, sequence: 1);

        var end = await plant.RunAsync("sync", "--plan");

        Assert.Equal(0, end.Code);
        Assert.Contains("A sync would find 1 new. Nothing was sent.", end.Output);
        Assert.False(Directory.Exists(plant.Options.State.Folder));
    }

    [Fact]
    public async Task Diff_names_the_field_that_would_be_sent_otherwise()
    {
        await using var plant = await Plant.EmptyAsync();
        var run = plant.AddRun(minutesAgo: 60, sequence: 1);
        await plant.SyncAsync();
        plant.Edit(run, "WO-4711");

        var end = await plant.RunAsync("diff", $"{run}", "--json");

        var difference = Assert.Single(end.Json["differences"]!.AsArray());
        Assert.Equal("WO-4711", (string?)difference!["after"]);
    }

    [Fact]
    public async Task Diff_of_a_report_that_was_never_sent_says_so()
    {
        await using var plant = await Plant.EmptyAsync();
        var run = plant.AddRun(minutesAgo: 60, sequence: 1);

        var end = await plant.RunAsync("diff", $"{run}");

        Assert.Equal(2, end.Code);
        Assert.Contains("it was never sent", end.Message);
    }

    private static async Task AssertPlanComesTrueAsync(Plant plant)
    {
        var counts = (await PlanAsync(plant)).CountBy(p => p.Action).ToDictionary();
        var done = await plant.SyncAsync();

        int Planned(params PlannedAction[] actions) => actions.Sum(a => counts.GetValueOrDefault(a));
        Assert.Equal(
            (done.Queued + done.Accepted, done.Unchanged, done.Deferred, done.Excluded, done.DeadLetters),
            (
                Planned(PlannedAction.New, PlannedAction.Changed, PlannedAction.Again),
                Planned(PlannedAction.Unchanged),
                Planned(PlannedAction.Deferred),
                Planned(PlannedAction.Excluded),
                Planned(PlannedAction.DeadLetter)
            )
        );
    }

    private static Task<List<PlannedReport>> PlanAsync(Plant plant) =>
        plant.UseAsync(async parts =>
        {
            var session = await parts.OpenAsync(TestContext.Current.CancellationToken);
            return await session
                .PlanAsync(allSteps: true, TestContext.Current.CancellationToken)
                .ToListAsync(TestContext.Current.CancellationToken);
        });
}
