namespace VteBridge.Tests.Sync;

public sealed class SyncLoopTests
{
    private readonly LoopStage _stage = new();

    [Fact]
    public async Task A_sync_begins_at_once_and_then_every_interval()
    {
        var loop = _stage.Start();
        for (var i = 0; i < 3; i++)
        {
            await _stage.CycleBeginsAsync();
            _stage.EndCycle(took: TimeSpan.FromSeconds(20));
            await _stage.RestsAsync();
            _stage.Time.Advance(TimeSpan.FromSeconds(280));
        }
        await _stage.CycleBeginsAsync();

        Assert.Equal([0, 300, 600, 900], _stage.Began);
        await _stage.StopAsync(loop);
    }

    [Fact]
    public async Task Passes_never_overlap_however_many_are_asked_for()
    {
        var loop = _stage.Start();
        await _stage.CycleBeginsAsync();
        for (var i = 0; i < 50; i++)
            _stage.Requests.Ask();
        _stage.Time.Advance(TimeSpan.FromHours(3));

        Assert.Equal(1, _stage.MostAtATime);
        Assert.Single(_stage.Began);

        _stage.EndCycle();
        await _stage.CycleBeginsAsync(); // One cycle answers all requests.
        _stage.EndCycle();
        await _stage.RestsAsync();
        Assert.Equal(2, _stage.Began.Count);
        await _stage.StopAsync(loop);
    }

    [Fact]
    public async Task A_request_wakes_a_resting_loop()
    {
        var loop = _stage.Start();
        await _stage.CycleBeginsAsync();
        _stage.EndCycle();
        await _stage.RestsAsync();

        _stage.Requests.Ask();
        await _stage.CycleBeginsAsync();

        Assert.Equal([0, 0], _stage.Began);
        await _stage.StopAsync(loop);
    }

    [Fact]
    public async Task Failed_syncs_do_not_end_the_loop_and_come_sooner_than_the_interval()
    {
        var loop = _stage.Start();
        foreach (var wait in new[] { 15, 30, 60, 120 })
        {
            await _stage.CycleBeginsAsync();
            _stage.EndCycle(failed: true);
            await _stage.RestsAsync();
            Assert.Equal(_stage.Time.GetUtcNow().AddSeconds(wait), _stage.Next);
            _stage.Time.Advance(TimeSpan.FromSeconds(wait));
        }
        await _stage.CycleBeginsAsync();
        _stage.EndCycle();
        await _stage.RestsAsync();
        Assert.Equal(_stage.Time.GetUtcNow().AddMinutes(5), _stage.Next);
        await _stage.StopAsync(loop);
    }

    [Fact]
    public async Task A_loop_that_is_catching_up_does_not_rest()
    {
        var loop = _stage.Start();
        for (var i = 0; i < 4; i++)
        {
            await _stage.CycleBeginsAsync();
            _stage.EndCycle(took: TimeSpan.FromMinutes(30));
        }
        await _stage.CycleBeginsAsync();

        Assert.Equal([0, 1800, 3600, 5400, 7200], _stage.Began);
        await _stage.StopAsync(loop);
    }

    [Fact]
    public async Task Asked_to_finish_it_lets_the_page_end_and_cancels_only_when_its_time_is_over()
    {
        var loop = _stage.Start();
        await _stage.CycleBeginsAsync();

        _stage.Finish.Cancel();
        _stage.Time.Advance(TimeSpan.FromSeconds(29));
        Assert.False(_stage.Stop.IsCancellationRequested);
        Assert.False(loop.IsCompleted);

        _stage.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(_stage.Stop.IsCancellationRequested);
        _stage.EndCycle(failed: true);
        await loop;
        Assert.Single(_stage.Began);
    }

    [Fact]
    public async Task Asked_to_finish_while_it_rests_it_ends_at_once()
    {
        var loop = _stage.Start();
        await _stage.CycleBeginsAsync();
        _stage.EndCycle();
        await _stage.RestsAsync();

        _stage.Finish.Cancel();
        await loop;

        Assert.Single(_stage.Began);
        Assert.Empty(_stage.Time.Due);
    }
}
