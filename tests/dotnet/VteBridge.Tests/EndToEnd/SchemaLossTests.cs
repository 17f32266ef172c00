using VteBridge.Sync;

namespace VteBridge.Tests.EndToEnd;

/// <summary>A table or column that VTE no longer has stops the sync.</summary>
public sealed class SchemaLossTests
{
    [Fact]
    public async Task Run_reads_the_schema_again_when_it_has_changed()
    {
        await using var plant = await Plant.EmptyAsync();
        plant.AddRun(minutesAgo: 10, sequence: 1);
        // A nightly reconcile would read the schema by itself.
        plant.Options = plant.Options with
        {
            Reconcile = plant.Options.Reconcile with { Nightly = "" },
        };
        await using var bridge = RunningBridge.Start(plant);
        bridge.Says("Cycle ended: Done. 1 runs");
        plant.Server.Statistics.Reset();
        var trigger = new TriggerFile(plant.Options.State.Folder, TimeProvider.System);

        trigger.Ask();
        bridge.Says("Cycle ended: ", times: 2);
        Assert.DoesNotContain(plant.Server.Statistics.Recent, s => s.Text.Contains("ORDER BY c.TABLE_NAME"));

        plant.Database.Execute("EXEC sp_rename 'dbo.IndexData.Info3', 'Old', 'COLUMN'");
        trigger.Ask();
        bridge.Says("Cycle ended: Failed. ");

        Assert.Contains("VTE no longer has everything", bridge.Said);
    }

    [Fact]
    public async Task Table_that_is_not_visible_any_more_stops_the_sync_until_it_is_accepted()
    {
        await using var plant = await DeliveredRuns.WithOneRunAsync();
        plant.AddRun(minutesAgo: 5, sequence: 2);
        plant.Database.Execute("EXEC sp_rename 'dbo.TestDataText', 'Old'");

        var failure = await Assert.ThrowsAsync<VteFailure>(plant.SyncAsync);
        Assert.Single(plant.Recorded());
        var accepted = await plant.RunAsync("sync", "--accept-schema", "--json");

        Assert.Contains("TestDataText", failure.Message);
        Assert.Contains("--accept-schema", failure.Message);
        Assert.Equal(ExitCode.VteUnavailable, failure.ExitCode);
        Assert.True(accepted.Code == 0, accepted.Errors);
    }
}
