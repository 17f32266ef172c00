using Microsoft.Extensions.Logging;
using VteBridge.Simulator.Vte.Plant;
using VteBridge.State;
using VteBridge.Sync;
using VteBridge.Tests.EndToEnd;

namespace VteBridge.Tests.Chaos;

/// <summary>Kinds of damage to a state folder: none may lead to a silent full re-send or a silent skip.</summary>
public sealed class StateDamageTests : IAsyncLifetime
{
    private readonly WorkFolder _folder = new();
    private ChaosPlant _plant = null!;
    private Expected _expected = null!;

    public async ValueTask InitializeAsync()
    {
        _plant = await ChaosPlant.TidyAsync();
        _expected = await _plant.UndisturbedAsync();
        await CycleAsync();
        // The files are deleted, so that what a later cycle drops can be told apart.
        foreach (var file in Directory.GetFiles(_folder.Destination))
            File.Delete(file);
    }

    public async ValueTask DisposeAsync()
    {
        await _plant.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Store_cut_at_any_length_is_refused_and_sends_nothing()
    {
        var whole = await File.ReadAllBytesAsync(_folder.Database, TestContext.Current.CancellationToken);
        foreach (var length in new[] { 0, 1, 100, 4096, whole.Length / 2, whole.Length - 4096, whole.Length - 1 })
        {
            await File.WriteAllBytesAsync(_folder.Database, whole[..length], TestContext.Current.CancellationToken);
            AssertClear(await Assert.ThrowsAsync<StateFailure>(CycleAsync));
        }
        Assert.Empty(Directory.GetFiles(_folder.Destination));
    }

    [Fact]
    public async Task Lost_store_is_refused_and_sends_nothing()
    {
        File.Delete(_folder.Database);
        AssertClear(await Assert.ThrowsAsync<StateFailure>(CycleAsync));
        Assert.Empty(Directory.GetFiles(_folder.Destination));
    }

    [Fact]
    public async Task A_database_clock_that_was_set_back_skips_nothing()
    {
        var real = _plant.Clock.Now;
        _plant.Database.Insert(SamplePlant.LiveRun(3, _plant.Plant.End, _plant.Plant.Seed));
        Assert.Equal(1, (await CycleAsync()).Queued);
        _plant.Clock.Now = real.AddHours(-30);
        var local = _plant.Plant.End.AddHours(-30);
        _plant.Database.Insert(SamplePlant.LiveRun(1, local.AddMinutes(1), _plant.Plant.Seed));
        var logs = new LogLines();
        Assert.Equal(1, (await _plant.CycleAsync(_plant.Options(_folder), logs)).Queued);
        Assert.Contains(
            logs.Warnings,
            w => w.Contains("ahead of the clock of the database server", StringComparison.Ordinal)
        );

        // When the clock is right again, everything since the earlier time is read once more, and nothing is sent twice.
        _plant.Clock.Now = real;
        _plant.Database.Insert(SamplePlant.LiveRun(2, _plant.Plant.End.AddMinutes(1), _plant.Plant.Seed));
        Assert.Equal(1, (await _plant.CycleAsync(_plant.Options(_folder))).Queued);
    }

    [Fact]
    public async Task A_checkpoint_far_in_the_future_does_not_hide_what_comes_now()
    {
        using (var store = StateStore.Open(_folder.State, TimeProvider.System, new LogLines().CreateLogger("state")))
            store.Record(
                new PageRecord
                {
                    Checkpoint = store.Checkpoint("runs")! with { Timestamp = _plant.Plant.End.AddYears(1) },
                }
            );
        for (var run = 1; run <= 3; run++)
        {
            // Each step is longer than the look-back.
            _plant.Clock.Now += TimeSpan.FromHours(10);
            _plant.Database.Insert(
                SamplePlant.LiveRun(run, _plant.Plant.End.AddHours(10 * run - 8), _plant.Plant.Seed)
            );
            _plant.Database.Insert(
                SamplePlant.LiveRun(run + 10, _plant.Plant.End.AddHours(10 * run), _plant.Plant.Seed)
            );
            Assert.Equal(2, (await _plant.CycleAsync(_plant.Options(_folder))).Queued);
        }
    }

    private Task<SyncSummary> CycleAsync() => _plant.CycleAsync(_plant.Options(_folder));

    private static void AssertClear(StateFailure failure)
    {
        Assert.Contains("vtebridge sync --from", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }
}
