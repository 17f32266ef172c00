using System.Text.Json.Nodes;
using VteBridge.Simulator.Vte.Plant;
using static VteBridge.Tests.EndToEnd.DeliveredRuns;

namespace VteBridge.Tests.EndToEnd;

/// <summary>Runs and repairs that are added or edited in VTE after a cycle has read it.</summary>
public sealed class LateChangeTests
{
    [Fact]
    public async Task A_late_row_is_delivered_by_the_next_sync()
    {
        await using var plant = await WithThreeRunsAsync();

        var late = plant.AddRun(minutesAgo: 45, sequence: 10);
        var next = await plant.SyncAsync();

        Assert.Equal(1, next.Queued);
        Assert.Equal(3, next.Unchanged);
        Assert.Contains(late, plant.Reports().Keys);
    }

    [Fact]
    public async Task A_row_that_is_later_than_the_look_back_is_found_and_sent_by_reconcile()
    {
        await using var plant = await WithThreeRunsAsync();
        var late = plant.AddRun(minutesAgo: 20 * 24 * 60, sequence: 10);
        Assert.Equal(0, (await plant.SyncAsync()).Queued);
        var from = $"{plant.Now.AddDays(-30):yyyy-MM-dd}";

        var found = await plant.RunAsync("reconcile", "--store-only", "--json", "--from", from);
        var repaired = await plant.RunAsync("reconcile", "--store-only", "--json", "--from", from, "--repair");
        var after = await plant.RunAsync("reconcile", "--store-only", "--json", "--from", from);

        Assert.Equal((5, 1, 0), (found.Code, (int)found.Json["missing"]!, (int)found.Json["repaired"]!));
        Assert.Equal((0, 1, 1), (repaired.Code, (int)repaired.Json["missing"]!, (int)repaired.Json["repaired"]!));
        Assert.Equal((0, 0, 4), (after.Code, (int)after.Json["missing"]!, (int)after.Json["delivered"]!));
        Assert.Contains(late, plant.Reports().Keys);
    }

    [Fact]
    public async Task An_edited_run_is_sent_again_once_under_its_id()
    {
        await using var plant = await WithThreeRunsAsync();
        var edited = plant.Reports().Keys.First();
        var before = plant.Reports()[edited];
        plant.Edit(edited, "WO-105000");

        var next = await plant.SyncAsync();
        var third = await plant.SyncAsync();

        Assert.Equal((1, 2), (next.Queued, next.Unchanged));
        Assert.Equal((0, 3), (third.Queued, third.Unchanged));
        Assert.Equal(3, plant.Reports().Count);
        Assert.NotEqual(before, plant.Reports()[edited]);
        Assert.Contains("WO-105000", plant.Report(edited).ToJsonString());
    }

    [Fact]
    public async Task A_run_that_was_edited_long_after_its_delivery_is_different_to_reconcile()
    {
        await using var plant = await Plant.EmptyAsync();
        var old = plant.AddRun(minutesAgo: 5 * 24 * 60, sequence: 1);
        plant.AddRun(minutesAgo: 10, sequence: 2);
        await plant.SyncAsync();
        plant.Edit(old, "WO-105000");
        Assert.Equal(0, (await plant.SyncAsync()).Queued);

        var done = await plant.RunAsync(
            "reconcile",
            "--store-only",
            "--json",
            "--repair",
            "--from",
            $"{plant.Now.AddDays(-30):yyyy-MM-dd}"
        );

        Assert.Equal((0, 1, 1), (done.Code, (int)done.Json["different"]!, (int)done.Json["repaired"]!));
        Assert.Contains("WO-105000", plant.Report(old).ToJsonString());
    }

    [Fact]
    public async Task A_repair_that_is_added_after_the_run_was_delivered_is_delivered_too()
    {
        await using var plant = await Plant.StartAsync(new PlantOptions { Runs = 0 });
        await plant.SyncAsync();
        plant.Database.Insert(LaterChanges.LaterRepair(plant.Rows));

        var next = await plant.SyncAsync();

        Assert.Equal(1, next.Queued);
        var repair = plant
            .Reports()
            .Values.Select(r => JsonNode.Parse(r)!)
            .Single(r => (string?)r["uur"]?["refUUT"] == OddRuns.LaterRepairedRun.ToString());
        Assert.Equal("R", (string)repair["type"]!);
    }

    [Fact]
    public async Task A_first_sync_can_leave_the_history_out()
    {
        await using var plant = await Plant.EmptyAsync();
        plant.AddRun(minutesAgo: 600, sequence: 1);
        var recent = plant.AddRun(minutesAgo: 60, sequence: 2);
        plant.Options = plant.Options with
        {
            Sync = plant.Options.Sync with { StartFrom = plant.Now.AddMinutes(-120) },
        };

        await plant.SyncAsync();
        await plant.SyncAsync();

        Assert.Equal([recent], plant.Reports().Keys);
    }
}
