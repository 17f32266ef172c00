using Microsoft.Extensions.DependencyInjection;
using VteBridge.Hosting;
using VteBridge.Sync;
using static VteBridge.Tests.EndToEnd.DeliveredRuns;

namespace VteBridge.Tests.EndToEnd;

/// <summary>What a cycle reads again of the look-back: as little as finding every change allows.</summary>
public sealed class LookBackReadingTests
{
    [Fact]
    public async Task Step_that_came_after_its_run_was_sent_is_sent_when_the_run_is_old_enough()
    {
        await using var plant = await Plant.EmptyAsync();
        var rows = plant.RunRows(minutesAgo: 1, sequence: 1);
        var late = rows.Last(IsStep);
        plant.Database.Insert(rows.Where(r => r != late));
        Assert.Equal(1, (await plant.SyncAsync(allSteps: false)).Queued);
        plant.Database.Insert([late]);

        plant.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(0, (await plant.SyncAsync(allSteps: false)).Queued);
        plant.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(1, (await plant.SyncAsync(allSteps: false)).Queued);

        Assert.Equal(rows.Count(IsStep), plant.Report(Plant.IdOf(rows))["root"]!["steps"]!.AsArray().Count);
    }

    [Fact]
    public async Task Edited_step_is_sent_when_its_run_leaves_the_look_back()
    {
        await using var plant = await Plant.EmptyAsync();
        var run = plant.AddRun(minutesAgo: 20, sequence: 1);
        await plant.SyncAsync(allSteps: false);
        Assert.True(plant.Database.Update("TestDataNumeric", "Index_GUID", run, "TestUnits", "mOhm") > 0);

        plant.Clock.Advance(TimeSpan.FromMinutes(95));
        Assert.Equal(0, (await plant.SyncAsync(allSteps: false)).Queued);
        plant.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(1, (await plant.SyncAsync(allSteps: false)).Queued);

        Assert.Contains("mOhm", plant.Report(run).ToJsonString());
    }

    [Fact]
    public async Task Steps_are_read_three_times_however_often_cycles_are_made()
    {
        await using var plant = await Plant.EmptyAsync();
        await plant.SyncAsync(allSteps: false);
        var rows = plant.RunRows(minutesAgo: 1, sequence: 1);
        plant.Database.Insert(rows);
        plant.Server.Statistics.Reset();

        for (var cycle = 0; cycle < 50; cycle++)
        {
            await plant.SyncAsync(allSteps: false);
            plant.Clock.Advance(TimeSpan.FromMinutes(3));
        }

        Assert.Equal(
            3 * rows.Count(r => r.Table == "TestDataNumeric"),
            plant.Server.Statistics.RowsByTable["TestDataNumeric"]
        );
    }

    [Fact]
    public async Task Run_reads_of_the_look_back_what_differs_and_misses_nothing()
    {
        await using var plant = await Plant.EmptyAsync();
        var memory = new SliceMemory();
        Task<SyncSummary> CycleAsync() => CycleWithAsync(plant, memory);
        var runs = Enumerable.Range(1, 20).Select(i => plant.AddRun(minutesAgo: 110 - 4 * i, sequence: i)).ToList();
        Assert.Equal(20, (await CycleAsync()).Queued);
        await CycleAsync(); // The first cycle that can compare with an earlier one.
        plant.Server.Statistics.Reset();

        Assert.Equal(0, (await CycleAsync()).RunsRead);
        Assert.Equal(0, plant.Server.Statistics.RowsByTable.GetValueOrDefault("TestSystems"));

        plant.Edit(runs[3], "WO-105000");
        Assert.Equal(1, (await CycleAsync()).Queued);
        plant.AddRun(minutesAgo: 45, sequence: 30);
        Assert.Equal(1, (await CycleAsync()).Queued);
        var unfinished = plant.RunRows(minutesAgo: 5, sequence: 31);
        plant.Database.Insert(unfinished.Where(r => !IsStep(r)));
        Assert.Equal(1, (await CycleAsync()).Deferred);
        Assert.Equal(1, (await CycleAsync()).Deferred);
        plant.Database.Insert(unfinished.Where(IsStep));
        Assert.Equal(1, (await CycleAsync()).Queued);
        var unnamed = plant.RunRows(minutesAgo: 70, sequence: 32);
        plant.Database.Insert(unnamed);
        var unit = unnamed.Single(r => r.Table == "IndexData");
        var id = unit.Values[unit.Columns.ToList().IndexOf("Uut_GUID")]!;
        plant.Database.Update("UutData", "Uut_GUID", id, "Serial", "");
        Assert.Equal(1, (await CycleAsync()).DeadLetters);
        plant.Database.Update("UutData", "Uut_GUID", id, "Serial", "SN-1");
        Assert.Equal(1, (await CycleAsync()).Queued);
    }

    [Fact]
    public async Task Run_compares_today_by_the_hour()
    {
        await using var plant = await Plant.EmptyAsync();
        var memory = new SliceMemory();
        for (var run = 1; run <= 20; run++)
            plant.AddRun(minutesAgo: 300 + run, sequence: run);
        plant.AddRun(minutesAgo: 10, sequence: 30);
        await CycleWithAsync(plant, memory);
        plant.Clock.Advance(TimeSpan.FromMinutes(61));
        plant.AddRun(minutesAgo: 5, sequence: 31);
        await CycleWithAsync(plant, memory);
        var late = plant.AddRun(minutesAgo: 200, sequence: 32);
        plant.Clock.Advance(TimeSpan.FromMinutes(61));
        plant.Server.Statistics.Reset();

        Assert.Equal(1, (await CycleWithAsync(plant, memory)).Queued);

        Assert.Contains(late, plant.Reports().Keys);
        Assert.InRange(plant.Server.Statistics.RowsByTable["TestSystems"], 1, 10);
    }

    [Fact]
    public async Task Catching_up_reads_steps_once()
    {
        await using var plant = await Plant.EmptyAsync();
        await plant.SyncAsync(allSteps: false);
        plant.Clock.Advance(TimeSpan.FromDays(1));
        var rows = plant.RunRows(minutesAgo: 600, sequence: 1);
        plant.Database.Insert(rows);
        plant.Server.Statistics.Reset();

        for (var cycle = 0; cycle < 3; cycle++)
            await plant.SyncAsync(allSteps: false);

        Assert.Equal(
            rows.Count(r => r.Table == "TestDataNumeric"),
            plant.Server.Statistics.RowsByTable["TestDataNumeric"]
        );
    }

    [Fact]
    public async Task Light_sync_reads_steps_only_where_a_change_is_likely()
    {
        await using var plant = await Plant.EmptyAsync();
        for (var run = 1; run <= 20; run++)
            plant.AddRun(minutesAgo: 30 + run, sequence: run);
        await plant.SyncAsync();
        plant.Server.Statistics.Reset();

        var light = await plant.SyncAsync(allSteps: false);

        Assert.Equal((20, 0), (light.Unchanged, light.Queued));
        Assert.DoesNotContain(plant.Server.Statistics.Recent, s => s.Tables.Contains("TestDataNumeric"));
    }

    /// <summary>Runs a cycle as `run` does, with a memory of earlier cycles.</summary>
    private static async Task<SyncSummary> CycleWithAsync(Plant plant, SliceMemory memory)
    {
        await using var parts = new Composition(
            plant.Options,
            plant.Clock,
            plant.Logs,
            services => services.AddSingleton(memory)
        );
        var session = await parts.OpenAsync(Stop);
        return await session.LiveCycle(allSteps: false).RunAsync(session.Window, new Nobody(), Stop);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private sealed class Nobody : IProgress<CycleProgress>
    {
        public void Report(CycleProgress value) { }
    }
}
