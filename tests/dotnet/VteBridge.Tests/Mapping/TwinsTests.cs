using VteBridge.Mapping;

namespace VteBridge.Tests.Mapping;

/// <summary>No two reports may have one serial, part, process and start: WATS would keep the later one only.</summary>
public class TwinsTests
{
    private static readonly DateTime Raw = new(2026, 2, 2, 12, 0, 0);

    [Fact]
    public void A_run_that_was_moved_does_not_land_on_the_run_a_millisecond_later() =>
        Assert.Equal([0, 1, 2, 3, 5], Starts(0, 0, 0, 1, 5));

    [Fact]
    public void A_chain_of_runs_goes_on_until_every_one_has_a_start_of_its_own()
    {
        var starts = Starts(0, 0, 0, 0, 3, 3, 7, 7);

        Assert.Equal(starts.Count, starts.Distinct().Count());
        Assert.Equal([0, 1, 2, 3, 4, 5, 7, 8], starts);
    }

    [Fact]
    public void Starts_that_differ_by_less_than_a_millisecond_are_apart_already() =>
        Assert.Equal([0, 0], [Move(new Twins(), 0, 0), Move(new Twins(), 0, 1)]);

    [Fact]
    public void A_walk_that_begins_in_the_middle_of_a_chain_gives_the_same_starts_after_its_run_up()
    {
        int[] raws = [-700, 0, 0, 0, 1, 1, 2];
        var whole = Starts(raws);
        // From the millisecond 1 on, run up by Twins.Reach.
        var part = Starts([.. raws.SkipWhile(r => r < 1 - Twins.Reach.TotalMilliseconds)]);

        Assert.Equal(whole[^3..], part[^3..]);
    }

    [Fact]
    public void Thousands_of_twins_cost_no_more_each_than_the_first()
    {
        var starts = Starts(new int[20_000]);

        Assert.Equal(20_000, starts.Distinct().Count());
    }

    [Fact]
    public void What_lies_further_back_than_the_reach_is_forgotten()
    {
        var twins = new Twins();
        twins.MillisecondsLater(Raw, "SN", "PN", 10, new DateTimeOffset(Raw, TimeSpan.Zero));
        var later = Raw + Twins.Reach + TimeSpan.FromTicks(1);

        Assert.Equal(0, twins.MillisecondsLater(later, "SN", "PN", 10, new DateTimeOffset(Raw, TimeSpan.Zero)));
    }

    /// <summary>The starts, in milliseconds after <see cref="Raw"/>, of runs of one unit at these.</summary>
    private static List<int> Starts(params int[] raws)
    {
        var twins = new Twins();
        return [.. raws.Select(raw => raw + Move(twins, raw, 0))];
    }

    private static int Move(Twins twins, int milliseconds, int ticks)
    {
        var raw = Raw.AddMilliseconds(milliseconds).AddTicks(ticks);
        return twins.MillisecondsLater(raw, "SN", "PN", 10, new DateTimeOffset(raw, TimeSpan.Zero));
    }
}
