using VteBridge.Simulator.Vte;
using VteBridge.State;
using VteBridge.Sync;
using VteBridge.Tests.EndToEnd;
using VteBridge.Tests.State;

namespace VteBridge.Tests.Sync;

/// <summary>Reports are delivered before they are recorded, and recorded on the disk before the checkpoint moves.</summary>
public sealed class OrderOfSideEffectsTests
{
    [Fact]
    public async Task Page_is_delivered_before_it_is_recorded_with_its_checkpoint()
    {
        await using var plant = await Plant.EmptyAsync();
        plant.AddRun(minutesAgo: 60, sequence: 1);
        plant.AddRun(minutesAgo: 50, sequence: 2);
        var rows = plant.RunRows(minutesAgo: 40, sequence: 3);
        plant.Database.Insert(rows);
        var run = rows.Single(r => r.Table == "IndexData");
        plant.Database.Update(
            "UutData",
            "Uut_GUID",
            run.Values[run.Columns.ToList().IndexOf("Uut_GUID")]!,
            "Serial",
            null
        );
        plant.Options = plant.Options with { Vte = plant.Options.Vte with { PageSize = 2 } };

        using var seen = Milestones.Watch();
        await plant.SyncAsync();

        // Two reports, then the page with them; then a page with only a dead letter. The checkpoint is part of a page.
        string[] file = ["temporary written", "temporary flushed", "renamed"];
        Assert.Equal(
            [.. file, .. file, "page before commit", "page committed", "page before commit", "page committed"],
            seen.All.Where(m => m.StartsWith("temporary") || m == "renamed" || m.StartsWith("page"))
        );
    }

    [Fact]
    public async Task What_was_delivered_before_a_page_failed_is_recorded_without_its_checkpoint()
    {
        await using var plant = await Plant.EmptyAsync();
        var first = plant.AddRun(minutesAgo: 60, sequence: 1);
        plant.AddRun(minutesAgo: 50, sequence: 2);
        var written = 0;

        using (
            Milestones.Watch(name =>
            {
                if (name == "temporary written" && ++written == 2)
                    throw new InvalidOperationException("in the middle of the page");
            })
        )
            await Assert.ThrowsAsync<InvalidOperationException>(plant.SyncAsync);

        Assert.Equal([first], plant.Recorded().Select(r => r.Id));
        using (var store = StateStore.OpenReadOnly(plant.Options.State.Folder))
            Assert.Null(store.Checkpoint("runs"));
        Assert.Equal((1, 1), (await plant.SyncAsync()) is var next ? (next.Queued, next.Unchanged) : default);
    }

    [Fact]
    public async Task Sync_without_changes_delivers_and_records_nothing()
    {
        await using var plant = await DeliveredRuns.WithThreeRunsAsync();

        using var seen = Milestones.Watch();
        await plant.SyncAsync();

        Assert.DoesNotContain(seen.All, m => m.StartsWith("temporary") || m.StartsWith("replacing"));
    }

    [Fact]
    public async Task Asked_to_finish_while_a_page_is_read_it_delivers_that_page_and_no_other()
    {
        await using var plant = await Plant.EmptyAsync();
        plant.AddRun(minutesAgo: 60, sequence: 1);
        plant.AddRun(minutesAgo: 50, sequence: 2);
        plant.Options = plant.Options with { Vte = plant.Options.Vte with { PageSize = 1 } };
        plant.Server.Faults.Add(new VteFault(FaultKind.Stall) { Matching = "[TestDataText]" });
        using var finish = new CancellationTokenSource();
        var stop = TestContext.Current.CancellationToken;

        await plant.UseAsync(async parts =>
        {
            var session = await parts.OpenAsync(stop);
            var cycle = session
                .LiveCycle(allSteps: true, finish.Token)
                .RunAsync(session.Window, new Progress<CycleProgress>(), stop);
            await plant.Server.Faults.WaitUntilStalledAsync().WaitAsync(stop);
            await finish.CancelAsync();
            plant.Server.Faults.Release();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cycle);
            return true;
        });

        Assert.Single(plant.Reports());
    }
}
