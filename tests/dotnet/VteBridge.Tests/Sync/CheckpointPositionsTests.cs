using Microsoft.Extensions.Logging;
using VteBridge.Configuration;
using VteBridge.Hosting;
using VteBridge.State;
using VteBridge.Sync;
using VteBridge.Tests.EndToEnd;
using VteBridge.Vte;

namespace VteBridge.Tests.Sync;

/// <summary>Where a walk begins and how far the checkpoint may move: behind it, everything must be settled.</summary>
public sealed class CheckpointPositionsTests : IDisposable
{
    private const string Database = "VTE9_3/dbo";
    private const string Runs = SourceNames.Runs;

    private static readonly DateTime Noon = new(2026, 2, 2, 12, 0, 0);
    private static readonly Window Afternoon = WindowUntil(Noon.AddHours(6));

    private readonly TemporaryFolder _state = new();
    private readonly LogLines _logs = new();

    public void Dispose() => _state.Dispose();

    [Fact]
    public void The_first_walk_begins_with_the_oldest_run_or_where_it_is_told_to()
    {
        Assert.Equal(Position.Before(DateTime.MinValue), Open().Start(Runs, Afternoon));
        Assert.Equal(Position.Before(Noon), Open(new SyncOptions { StartFrom = Noon }).Start(Runs, Afternoon));
    }

    [Fact]
    public void A_later_walk_begins_the_look_back_before_the_checkpoint_with_every_run_of_that_time()
    {
        Open().Move(Runs, At(Noon, "a"), null);

        Assert.Equal(Position.Before(Noon.AddHours(-2)), Open().Start(Runs, Afternoon));
        Assert.Equal(
            Position.Before(Noon.AddHours(-2)),
            Open(new SyncOptions { StartFrom = Noon.AddYears(-1) }).Start(Runs, Afternoon)
        );
    }

    [Fact]
    public void Sites_in_several_zones_are_read_further_back()
    {
        Open().Move(Runs, At(Noon, "a"), null);

        Assert.Equal(Position.Before(Noon.AddHours(-9)), Open(spread: TimeSpan.FromHours(7)).Start(Runs, Afternoon));
    }

    [Fact]
    public void A_look_back_longer_than_the_calendar_begins_with_it()
    {
        Open().Move(Runs, At(Noon, "a"), null);

        Assert.Equal(
            Position.Before(DateTime.MinValue),
            Open(new SyncOptions { LookBack = TimeSpan.FromDays(3_000_000) }).Start(Runs, Afternoon)
        );
    }

    [Fact]
    public void It_moves_to_the_last_row_that_was_read()
    {
        Open().Move(Runs, At(Noon, "a"), null);

        Assert.Equal(At(Noon, "a"), Open().Of(Runs));
    }

    [Fact]
    public void Pages_of_the_look_back_do_not_move_it_back()
    {
        Open().Move(Runs, At(Noon, "a"), null);
        Open().Move(Runs, At(Noon.AddHours(-1), "b"), null);

        Assert.Equal(At(Noon, "a"), Open().Of(Runs));
    }

    [Fact]
    public void It_never_passes_a_run_that_is_held_back()
    {
        Open().Move(Runs, At(Noon, "z"), held: At(Noon.AddMinutes(-10), "m"));

        Assert.Equal(Position.Before(Noon.AddMinutes(-10)), Open().Of(Runs));
    }

    [Fact]
    public void It_moves_back_to_a_run_that_is_held_back_behind_it()
    {
        Open().Move(Runs, At(Noon, "a"), null);
        Open().Move(Runs, At(Noon, "a"), held: At(Noon.AddHours(-1), "m"));

        Assert.Equal(Position.Before(Noon.AddHours(-1)), Open().Of(Runs));
    }

    [Fact]
    public void An_empty_page_moves_nothing()
    {
        Open().Move(Runs, null, null);

        Assert.Null(Open().Of(Runs));
        Assert.False(File.Exists(_state.Of("checkpoint.json")));
    }

    [Fact]
    public void Runs_and_repairs_have_positions_of_their_own()
    {
        var positions = Open();
        positions.Move(Runs, At(Noon, "a"), null);
        positions.Move(SourceNames.Repairs, At(Noon.AddHours(1), "b"), null);

        Assert.Equal(At(Noon, "a"), Open().Of(Runs));
        Assert.Equal(At(Noon.AddHours(1), "b"), Open().Of(SourceNames.Repairs));
    }

    [Fact]
    public void A_checkpoint_ahead_of_the_clock_skips_nothing_that_is_stamped_now()
    {
        Open().Move(Runs, At(Noon, "a"), null);
        var earlier = WindowUntil(Noon.AddHours(-5));

        var positions = Open();
        Assert.Equal(Position.Before(Noon.AddHours(-7)), positions.Start(Runs, earlier));
        positions.Move(Runs, At(Noon.AddHours(-5), "b"), null);

        Assert.Equal(At(Noon.AddHours(-5), "b"), Open().Of(Runs));
        Assert.Contains(_logs.Warnings, w => w.Contains("ahead of the database's clock", StringComparison.Ordinal));
    }

    private CheckpointPositions Open(SyncOptions? options = null, TimeSpan spread = default) =>
        new(
            new CheckpointFile(_state.Path, TimeProvider.System),
            Database,
            options ?? new SyncOptions(),
            spread,
            new Logger<CheckpointPositions>(_logs)
        );

    private static Position At(DateTime time, string id) => new(time, id);

    private static Window WindowUntil(DateTime until) =>
        new(
            new DateTimeOffset(until, TimeSpan.Zero),
            new DateTimeOffset(until, TimeSpan.Zero),
            until,
            until.AddMinutes(1)
        );
}
