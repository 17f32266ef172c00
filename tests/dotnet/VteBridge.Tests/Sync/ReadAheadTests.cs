using VteBridge.Sync;
using VteBridge.Vte;

namespace VteBridge.Tests.Sync;

/// <summary>The next page is read while this one is worked on, and nothing else changes.</summary>
public sealed class ReadAheadTests
{
    [Fact]
    public async Task The_next_page_is_read_while_this_one_is_worked_on()
    {
        var source = new PagedSource(pages: 3);
        await using var pages = new ReadAhead(source, PagedSource.First, Stop);

        await pages.NextAsync();

        await source.Asked(2);
    }

    [Fact]
    public async Task No_more_than_one_page_is_read_ahead()
    {
        var source = new PagedSource(pages: 5);
        await using var pages = new ReadAhead(source, PagedSource.First, Stop);

        await pages.NextAsync();
        await source.Asked(2);
        await pages.NextAsync();
        await source.Asked(3);

        Assert.Equal(3, source.Reads);
    }

    [Fact]
    public async Task Every_page_comes_once_and_in_order()
    {
        var source = new PagedSource(pages: 4);
        await using var pages = new ReadAhead(source, PagedSource.First, Stop);

        var seen = new List<Position?>();
        while (await pages.NextAsync() is { } page)
            seen.Add(page.Last);

        Assert.Equal(Enumerable.Range(1, 4).Select(n => (Position?)PagedSource.At(n)), seen);
        Assert.Null(await pages.NextAsync());
    }

    [Fact]
    public async Task A_walk_that_begins_nowhere_reads_nothing()
    {
        var source = new PagedSource(pages: 1);
        await using var pages = new ReadAhead(source, null, Stop);

        Assert.Null(await pages.NextAsync());
        Assert.Equal(0, source.Reads);
    }

    [Fact]
    public async Task A_page_that_cannot_be_read_fails_when_it_is_asked_for_and_not_before()
    {
        var source = new PagedSource(pages: 3) { Broken = 2 };
        await using var pages = new ReadAhead(source, PagedSource.First, Stop);

        Assert.NotNull(await pages.NextAsync());

        await Assert.ThrowsAsync<InvalidOperationException>(pages.NextAsync);
    }

    [Fact]
    public async Task A_walk_that_ends_early_waits_until_nothing_reads_any_more()
    {
        var source = new PagedSource(pages: 3) { Endless = 2 };
        await using (var pages = new ReadAhead(source, PagedSource.First, Stop))
        {
            await pages.NextAsync();
            await source.Asked(2);
        }

        Assert.Equal(0, source.UnderWay);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>A source of pages without content; counts who asks for what.</summary>
    private sealed class PagedSource(int pages) : ISource
    {
        private readonly TaskCompletionSource[] _asked =
        [
            .. Enumerable
                .Range(0, pages + 2)
                .Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)),
        ];

        public static readonly Position First = At(0);

        /// <summary>The page that throws.</summary>
        public int Broken { get; init; }

        /// <summary>The page that comes only when its reading is cancelled.</summary>
        public int Endless { get; init; }

        public int Reads { get; private set; }
        public int UnderWay { get; private set; }
        public string Name => SourceNames.Runs;

        public static Position At(int page) => new(new DateTime(2026, 1, 1, 0, page, 0), $"{page}");

        public Task Asked(int page) => _asked[page].Task.WaitAsync(TimeSpan.FromMinutes(1), Stop);

        public void Begin(Window window) { }

        public Task<(long Count, DateTime? First)> FutureAsync(CancellationToken stop) =>
            Task.FromResult<(long, DateTime?)>((0, null));

        public async Task<CandidatePage> ReadAsync(Position from, CancellationToken stop)
        {
            var page = from.Timestamp.Minute + 1;
            Reads++;
            UnderWay++;
            try
            {
                _asked[page].TrySetResult();
                if (page == Broken)
                    throw new InvalidOperationException("the page is broken");
                if (page == Endless)
                    await Task.Delay(Timeout.Infinite, stop);
                return new CandidatePage(0, At(page), page < pages ? At(page) : null, () => []);
            }
            finally
            {
                UnderWay--;
            }
        }
    }
}
