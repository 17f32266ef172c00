using VteBridge.Backfill;

namespace VteBridge.Tests.Backfill;

public sealed class BackfillRangeTests
{
    private static readonly DateTime From = new(2020, 2, 28, 23, 59, 59);
    private static readonly DateTime To = new(2026, 1, 1, 0, 0, 7);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(1000)]
    public void Slices_follow_each_other_without_gap_or_overlap_from_beginning_to_end(int n)
    {
        var slices = Enumerable.Range(1, n).Select(i => new BackfillRange(From, To, i, n, NewestFirst: false)).ToList();

        Assert.Equal((From, To), (slices[0].Begin, slices[^1].End));
        Assert.All(slices.Zip(slices.Skip(1)), pair => Assert.Equal(pair.First.End, pair.Second.Begin));
        Assert.All(slices, slice => Assert.True(slice.Begin < slice.End));
        Assert.All(slices, slice => Assert.Equal(0, slice.Begin.Ticks % TimeSpan.TicksPerSecond));
        Assert.Equal(n, slices.Select(slice => slice.Key).Distinct().Count());
    }

    [Fact]
    public void The_newest_first_are_days_from_the_end_that_leave_nothing_out()
    {
        var chunks = new BackfillRange(From, To, 1, 1, NewestFirst: true).Chunks().ToList();

        Assert.Equal(To, chunks[0].End);
        Assert.Equal(From, chunks[^1].Begin);
        Assert.All(chunks.Zip(chunks.Skip(1)), pair => Assert.Equal(pair.First.Begin, pair.Second.End));
        Assert.All(
            chunks,
            chunk => Assert.InRange(chunk.End - chunk.Begin, TimeSpan.FromTicks(1), TimeSpan.FromDays(1))
        );
    }

    [Fact]
    public void More_slices_than_seconds_leave_some_empty_and_none_twice()
    {
        var to = From.AddSeconds(3);
        var chunks = Enumerable
            .Range(1, 8)
            .SelectMany(i => new BackfillRange(From, to, i, 8, NewestFirst: false).Chunks())
            .ToList();

        Assert.Equal(TimeSpan.FromSeconds(3), new TimeSpan(chunks.Sum(c => (c.End - c.Begin).Ticks)));
        Assert.All(chunks.Zip(chunks.Skip(1)), pair => Assert.Equal(pair.First.End, pair.Second.Begin));
    }
}
