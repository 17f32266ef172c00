using VteBridge.Configuration;
using VteBridge.State;
using VteBridge.Sync;
using VteBridge.Vte;

namespace VteBridge.Tests.Sync;

/// <summary>Where a cycle begins to read, and how far the checkpoint may move: every run before it must have an outcome.</summary>
public sealed class LiveProgressTests
{
    private static readonly DateTime Noon = new(2026, 2, 2, 12, 0, 0);

    [Fact]
    public void First_walk_begins_with_the_oldest_run_or_at_StartFrom()
    {
        Assert.Equal(Position.Before(DateTime.MinValue), Open(null).Start());
        Assert.Equal(Position.Before(Noon), Open(null, new SyncOptions { StartFrom = Noon }).Start());
    }

    [Fact]
    public void Later_walk_begins_the_look_back_before_the_checkpoint()
    {
        Assert.Equal(Position.Before(Noon.AddHours(-2)), Open(Noon).Start());
        Assert.Equal(
            Position.Before(Noon.AddHours(-2)),
            Open(Noon, new SyncOptions { StartFrom = Noon.AddYears(-1) }).Start()
        );
    }

    [Fact]
    public void Sites_in_several_zones_are_read_further_back() =>
        Assert.Equal(Position.Before(Noon.AddHours(-9)), Open(Noon, spread: TimeSpan.FromHours(7)).Start());

    [Fact]
    public void Look_back_longer_than_the_calendar_begins_with_it() =>
        Assert.Equal(
            Position.Before(DateTime.MinValue),
            Open(Noon, new SyncOptions { LookBack = TimeSpan.FromDays(3_000_000) }).Start()
        );

    [Fact]
    public void Moves_to_the_last_row_that_was_read() =>
        Assert.Equal((Noon, "a"), Moved(Open(null), At(Noon, "a"), null));

    [Fact]
    public void Pages_of_the_look_back_do_not_move_it_back() =>
        Assert.Null(Moved(Open(Noon), At(Noon.AddHours(-1), "b"), null));

    [Fact]
    public void Never_passes_a_deferred_run() =>
        Assert.Equal((Noon.AddMinutes(-10), ""), Moved(Open(null), At(Noon, "z"), At(Noon.AddMinutes(-10), "m")));

    [Fact]
    public void Moves_back_to_a_deferred_run_behind_it() =>
        Assert.Equal((Noon.AddHours(-1), ""), Moved(Open(Noon), At(Noon, "a"), At(Noon.AddHours(-1), "m")));

    [Fact]
    public void Empty_page_moves_nothing() => Assert.Null(Moved(Open(null), null, null));

    [Fact]
    public void Checkpoint_ahead_of_the_clock_hides_nothing_stamped_now()
    {
        var progress = Open(Noon, until: Noon.AddHours(-5));

        Assert.True(progress.IsInTheFuture);
        Assert.Equal(Position.Before(Noon.AddHours(-7)), progress.Start());
        Assert.Equal((Noon.AddHours(-5), "b"), Moved(progress, At(Noon.AddHours(-5), "b"), null));
    }

    private static (DateTime, string)? Moved(LiveProgress progress, Position? last, Position? deferred) =>
        progress.Move(new PageRecord(), last, deferred).Checkpoint is { } c ? (c.Timestamp, c.Id) : null;

    private static LiveProgress Open(
        DateTime? saved,
        SyncOptions? options = null,
        TimeSpan spread = default,
        DateTime? until = null
    )
    {
        var end = until ?? Noon.AddHours(6);
        var now = new DateTimeOffset(end, TimeSpan.Zero);
        return new LiveProgress(
            "runs",
            saved is { } time ? new CheckpointRecord("runs", time, "a0", now) : null,
            options ?? new SyncOptions(),
            spread,
            new Window(now, now, end, end.AddMinutes(1)),
            TimeProvider.System
        );
    }

    private static Position At(DateTime time, string id) => new(time, id);
}
