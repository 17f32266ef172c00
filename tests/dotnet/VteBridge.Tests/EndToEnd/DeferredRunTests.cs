using static VteBridge.Tests.EndToEnd.DeliveredRuns;

namespace VteBridge.Tests.EndToEnd;

/// <summary>Runs that wait for a later cycle: without steps yet, of the future, or too young.</summary>
public sealed class DeferredRunTests
{
    [Fact]
    public async Task A_run_whose_steps_are_still_being_written_is_sent_when_they_are_there()
    {
        await using var plant = await WithThreeRunsAsync();
        var rows = plant.RunRows(minutesAgo: 5, sequence: 10);
        plant.Database.Insert(rows.Where(r => !IsStep(r)));

        var held = await plant.SyncAsync();
        plant.Database.Insert(rows.Where(IsStep));
        var sent = await plant.SyncAsync();

        Assert.Equal((1, 0), (held.Deferred, held.Queued));
        Assert.Equal((0, 1), (sent.Deferred, sent.Queued));
        Assert.Equal(rows.Count(IsStep), Steps(plant, Plant.IdOf(rows)));
    }

    [Fact]
    public async Task Every_run_that_waits_is_counted()
    {
        await using var plant = await Plant.EmptyAsync();
        for (var run = 1; run <= 3; run++)
            plant.Database.Insert(plant.RunRows(minutesAgo: 5, run).Where(r => !IsStep(r)));

        Assert.Equal(3, (await plant.SyncAsync()).Deferred);
    }

    [Fact]
    public async Task A_run_that_stays_without_steps_is_sent_when_it_has_been_waited_for()
    {
        await using var plant = await WithThreeRunsAsync();
        var rows = plant.RunRows(minutesAgo: 5, sequence: 10);
        plant.Database.Insert(rows.Where(r => !IsStep(r)));

        Assert.Equal(1, (await plant.SyncAsync()).Deferred);
        plant.Clock.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal(1, (await plant.SyncAsync()).Deferred);
        plant.Clock.Advance(TimeSpan.FromMinutes(2));
        var sent = await plant.SyncAsync();

        Assert.Equal((0, 1), (sent.Deferred, sent.Queued));
        Assert.Equal(1, sent.Flags["no-steps"]);
        Assert.Equal(0, (await plant.SyncAsync()).Queued);
    }

    /// <summary>The checkpoint must not pass a deferred run, however many runs follow it.</summary>
    [Fact]
    public async Task A_run_that_is_held_back_is_not_lost_when_the_look_back_is_shorter_than_the_wait()
    {
        await using var plant = await Plant.EmptyAsync();
        plant.Options = plant.Options with { Sync = plant.Options.Sync with { LookBack = TimeSpan.Zero } };
        var rows = plant.RunRows(minutesAgo: 5, sequence: 10);
        plant.Database.Insert(rows.Where(r => !IsStep(r)));
        plant.AddRun(minutesAgo: 4, sequence: 11);

        Assert.Equal((1, 1), (await plant.SyncAsync()) is var first ? (first.Deferred, first.Queued) : default);
        plant.AddRun(minutesAgo: 2, sequence: 12);
        Assert.Equal((1, 1), (await plant.SyncAsync()) is var second ? (second.Deferred, second.Queued) : default);
        plant.Database.Insert(rows.Where(IsStep));
        var sent = await plant.SyncAsync();

        Assert.Equal((0, 1), (sent.Deferred, sent.Queued));
        Assert.Equal(3, plant.Reports().Count);
    }

    [Fact]
    public async Task A_run_of_the_future_is_told_and_waits_until_it_is_past()
    {
        await using var plant = await WithThreeRunsAsync();
        var future = plant.AddRun(minutesAgo: -60, sequence: 10);
        var first = plant.Now.AddMinutes(60);

        var waiting = await plant.SyncAsync();
        plant.Clock.Advance(TimeSpan.FromMinutes(61));
        var sent = await plant.SyncAsync();

        Assert.Equal((1L, 0), (waiting.Future, waiting.Queued));
        Assert.Equal(first, waiting.FirstFuture!.Value, TimeSpan.FromSeconds(1));
        Assert.Contains(plant.Logs.Warnings, w => w.Contains("in the future", StringComparison.Ordinal));
        Assert.Equal((0L, 1), (sent.Future, sent.Queued));
        Assert.Contains(future, plant.Reports().Keys);
    }

    [Fact]
    public async Task A_run_younger_than_the_settle_delay_waits_for_the_next_sync()
    {
        await using var plant = await Plant.EmptyAsync();
        plant.AddRun(minutesAgo: 0.25, sequence: 1);

        Assert.Equal(0, (await plant.SyncAsync()).RunsRead);
        plant.Clock.Advance(TimeSpan.FromSeconds(16));
        Assert.Equal(1, (await plant.SyncAsync()).Queued);
    }

    private static int Steps(Plant plant, Guid run) => plant.Report(run)["root"]!["steps"]!.AsArray().Count;
}
