using VteBridge.Sync;
using VteBridge.Tests.Vte;
using static VteBridge.Tests.EndToEnd.SyncPlanCall;

namespace VteBridge.Tests.EndToEnd;

/// <summary>`sync --plan` and `diff` say why a report will be sent, and change nothing.</summary>
public sealed class SyncPlanTests
{
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
}
