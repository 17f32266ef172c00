using VteBridge.Configuration;
using VteBridge.Simulator.Vte.Plant;
using VteBridge.Sync;
using VteBridge.Tests.Vte;

namespace VteBridge.Tests.EndToEnd;

/// <summary>`sync --plan` and `backfill --plan` say what the next call will do, and change nothing.</summary>
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
        plant.AddRun(minutesAgo: -90, sequence: 1005);
        await AssertPlanComesTrueAsync(plant);
    }

    /// <summary>Some software writes this day for "never".</summary>
    [Fact]
    public async Task Plan_names_a_run_of_the_calendar_s_last_day()
    {
        await using var plant = await Plant.EmptyAsync();
        plant.Database.Insert([PlantReading.Header(PlantReading.Run(1), new DateTime(9999, 12, 31, 23, 59, 59, 997))]);

        var plan = await plant.RunAsync("sync", "--plan", "--json");

        var report = Assert.Single(plan.Json["reports"]!.AsArray());
        Assert.Equal((0, "deferred", null), (plan.Code, (string)report!["action"]!, (string?)report["until"]));
    }

    [Theory]
    [InlineData]
    [InlineData("--newest-first")]
    [InlineData("--to", "2026-02-02", "--slice", "2/3")]
    [InlineData("--to", "2026-02-02", "--newest-first", "--force")]
    public async Task Plan_is_what_the_next_backfill_does(params string[] flags)
    {
        await using var plant = await Plant.StartAsync(new PlantOptions { Runs = 60, OddRuns = true });
        plant.Options = plant.Options with
        {
            Vte = plant.Options.Vte with { PageSize = 20 },
            Delivery = plant.Options.Delivery with { Destination = DestinationNames.QueueFolder },
        };
        string[] call = ["backfill", "--json", "--from", "2026-01-01", "--max-load", "100", .. flags];

        var first = await plant.RunAsync([.. call, "--plan"]);
        Assert.False(Directory.Exists(plant.Options.State.Folder), "a plan writes nothing");
        var stopped = await plant.RunAsync([.. call, "--set", "Delivery:MaxWaiting=9"]);
        Assert.Equal(ExitCode.DestinationUnavailable, stopped.Code);
        Assert.True(Planned(first, "new") > 9);

        await AssertComesTrueAsync();
        plant.Edit(plant.Recorded().First(r => r.Outcome == Outcome.Queued).Id, "WO-4711");
        await AssertComesTrueAsync();

        async Task AssertComesTrueAsync()
        {
            var plan = await plant.RunAsync([.. call, "--plan"]);
            var done = (await plant.RunAsync(call)).Json;
            Assert.Equal(
                (
                    Planned(plan, "new", "changed", "sent again"),
                    Planned(plan, "unchanged"),
                    Planned(plan, "deferred"),
                    Planned(plan, "excluded"),
                    Planned(plan, "dead letter")
                ),
                (
                    (int)done["delivered"]!["queued"]!,
                    (int)done["unchanged"]!,
                    (int)done["deferred"]!,
                    (int)done["excluded"]!,
                    (int)done["deadLetters"]!
                )
            );
        }

        static int Planned(ProcessEnd plan, params string[] actions) =>
            actions.Sum(action => (int?)plan.Json["counts"]![action] ?? 0);
    }

    [Fact]
    public async Task Plan_lists_runs_of_the_future_with_the_time_when_they_are_read()
    {
        await using var plant = await Plant.EmptyAsync();
        var run = plant.AddRun(minutesAgo: -90, sequence: 1);

        var planned = Assert.Single(await PlanAsync(plant));

        Assert.Equal((run, PlannedAction.Deferred), (planned.Candidate.Id, planned.Action));
        Assert.Contains("in the future", planned.Reason);
        Assert.Equal(plant.Clock.Now.AddMinutes(90) + plant.Options.Sync.SettleDelay, planned.Until);
    }

    [Fact]
    public async Task Plan_names_the_step_whose_value_changed()
    {
        await using var plant = await Plant.EmptyAsync();
        var run = plant.AddRun(minutesAgo: 60, sequence: 1);
        await plant.SyncAsync();
        plant.Database.Update("TestDataNumeric", "Index_GUID", run, "TestResult", 3.25);

        var planned = Assert.Single(await PlanAsync(plant));

        Assert.Contains(planned.Differences!, d => $"{d}".StartsWith("step ") && $"{d}".EndsWith(" → 3.25"));
    }

    [Fact]
    public async Task Plan_says_when_no_copy_tells_what_changed()
    {
        await using var plant = await Plant.EmptyAsync();
        var run = plant.AddRun(minutesAgo: 60, sequence: 1);
        await plant.SyncAsync();
        Directory.Delete(plant.Options.Delivery.Folder, recursive: true);
        plant.Edit(run, "WO-4711");

        var planned = Assert.Single(await PlanAsync(plant));

        Assert.Equal(PlannedAction.Changed, planned.Action);
        Assert.EndsWith("what changed is not known: no copy of the report that was sent is left", planned.Reason);
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
            (
                done.Queued + done.Accepted,
                done.Unchanged,
                done.Deferred + (int)done.Future,
                done.Excluded,
                done.DeadLetters
            ),
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
