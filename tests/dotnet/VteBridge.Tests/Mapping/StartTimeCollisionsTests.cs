using VteBridge.Mapping;
using VteBridge.Vte;

namespace VteBridge.Tests.Mapping;

/// <summary>No two reports may have the same serial, part, process and start: WATS would keep only the later one.</summary>
public class StartTimeCollisionsTests
{
    private static readonly DateTime Raw = new(2026, 2, 2, 12, 0, 0);

    [Theory]
    [InlineData(new[] { 0, 0, 0, 1, 5 }, new[] { 0, 1, 2, 3, 5 })]
    [InlineData(new[] { 0, 0, 0, 0, 3, 3, 7, 7 }, new[] { 0, 1, 2, 3, 4, 5, 7, 8 })]
    public void Moved_start_never_lands_on_another(int[] raws, int[] starts) => Assert.Equal(starts, Starts(raws));

    [Fact]
    public void Starts_less_than_a_millisecond_apart_stay()
    {
        var collisions = new StartTimeCollisions();
        Assert.Equal(0, Shift(collisions, Raw));
        Assert.Equal(0, Shift(collisions, Raw.AddTicks(1)));
    }

    [Fact]
    public void Reading_from_the_middle_gives_the_same_starts()
    {
        int[] raws = [-700, 0, 0, 0, 1, 1, 2];
        int[] fromReach = [.. raws.SkipWhile(r => r < 1 - StartTimeCollisions.Reach.TotalMilliseconds)];

        Assert.Equal(Starts(raws)[^3..], Starts(fromReach)[^3..]);
    }

    [Fact]
    public void Thousands_of_equal_starts_are_quickly_apart() =>
        Assert.Equal(20_000, Starts(new int[20_000]).Distinct().Count());

    [Fact]
    public void Starts_beyond_the_reach_are_forgotten()
    {
        var collisions = new StartTimeCollisions();
        Shift(collisions, Raw);

        Assert.Equal(0, Shift(collisions, Raw, Raw + StartTimeCollisions.Reach + TimeSpan.FromTicks(1)));
    }

    [Fact]
    public void What_becomes_no_report_takes_no_start()
    {
        var mapper = Runs.Mapper();

        Assert.Null(mapper.StartKeyOf(Runs.Ordinary with { Uut = null }));
        Assert.Null(mapper.StartKeyOf(Runs.Ordinary with { Testplan = new Testplan("Self", null, true, null) }));
        Assert.Null(mapper.StartKeyOf(Runs.Ordinary with { Timestamp = DateTime.MaxValue }));
        Assert.Equal(TimeSpan.Zero, new StartTimeCollisions().ShiftOf(null));
    }

    [Fact]
    public void Key_follows_from_the_header_alone() =>
        Assert.Equal(
            Runs.Mapper().StartKeyOf(Runs.Ordinary),
            Runs.Mapper().StartKeyOf(Runs.Ordinary with { Id = Guid.NewGuid(), Steps = [] })
        );

    [Fact]
    public void Recorded_flags_tell_with_which_shift_a_report_was_sent()
    {
        var flags = Assert.IsType<MappedReport>(Runs.Mapper().Map(Runs.Ordinary, Ms(2))).Flags;

        Assert.True(StartTimeCollisions.WasSentWith(flags, Ms(2)));
        Assert.False(StartTimeCollisions.WasSentWith(flags, Ms(1)));
        Assert.False(StartTimeCollisions.WasSentWith(flags, TimeSpan.Zero));
        Assert.True(StartTimeCollisions.WasSentWith([Flags.NoSteps], TimeSpan.Zero));
        Assert.False(StartTimeCollisions.WasSentWith([Flags.NoSteps], Ms(1)));
        Assert.True(StartTimeCollisions.WasSentWith([Flags.StartMoved], Ms(3)));
    }

    /// <summary>The starts of runs of one unit at these times; both in milliseconds after <see cref="Raw"/>.</summary>
    private static List<int> Starts(params int[] raws)
    {
        var collisions = new StartTimeCollisions();
        return [.. raws.Select(raw => raw + Shift(collisions, Raw.AddMilliseconds(raw)))];
    }

    private static int Shift(StartTimeCollisions collisions, DateTime start, DateTime? timestamp = null) =>
        (int)
            collisions
                .ShiftOf(new StartKey(timestamp ?? start, "SN", "PN", 10, new DateTimeOffset(start, TimeSpan.Zero)))
                .TotalMilliseconds;

    private static TimeSpan Ms(int count) => TimeSpan.FromMilliseconds(count);
}
