using VteBridge.State;
using VteBridge.Sync;

namespace VteBridge.Tests.Sync;

/// <summary>The next page is read while the current one is processed; nothing else changes.</summary>
public sealed class PageReadAheadTests
{
    [Fact]
    public async Task Next_page_is_read_while_this_one_is_worked_on()
    {
        var source = new Pages(3);
        await using var pages = new PageReadAhead(source.ReadAsync, Stop);

        await pages.NextAsync();

        await source.Asked(2);
    }

    [Fact]
    public async Task No_more_than_one_page_is_read_ahead()
    {
        var source = new Pages(5);
        await using var pages = new PageReadAhead(source.ReadAsync, Stop);

        await pages.NextAsync();
        await source.Asked(2);
        await pages.NextAsync();
        await source.Asked(3);

        Assert.Equal(3, source.Reads);
    }

    [Fact]
    public async Task Every_page_comes_once_and_in_order()
    {
        var source = new Pages(4);
        await using var pages = new PageReadAhead(source.ReadAsync, Stop);

        var seen = new List<CandidatePage>();
        while (await pages.NextAsync() is { } page)
            seen.Add(page);

        Assert.Equal(source.All, seen);
        Assert.Null(await pages.NextAsync());
    }

    [Fact]
    public async Task Page_that_cannot_be_read_fails_when_it_is_asked_for()
    {
        var source = new Pages(3) { Broken = 2 };
        await using var pages = new PageReadAhead(source.ReadAsync, Stop);

        Assert.NotNull(await pages.NextAsync());

        await Assert.ThrowsAsync<InvalidOperationException>(pages.NextAsync);
    }

    [Fact]
    public async Task Nothing_reads_any_more_after_an_early_end()
    {
        var source = new Pages(3) { Endless = 2 };
        await using (var pages = new PageReadAhead(source.ReadAsync, Stop))
        {
            await pages.NextAsync();
            await source.Asked(2);
        }

        Assert.Equal(0, source.UnderWay);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Empty pages; counts how often they are read.</summary>
    private sealed class Pages(int count)
    {
        private readonly TaskCompletionSource[] _asked =
        [
            .. Enumerable
                .Range(0, count + 2)
                .Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)),
        ];

        public IReadOnlyList<CandidatePage> All { get; } =
        [.. Enumerable.Range(0, count).Select(_ => new CandidatePage([], new Dictionary<Guid, ReportRecord>()))];

        /// <summary>The number of the page whose read throws.</summary>
        public int Broken { get; init; }

        /// <summary>The number of the page whose read ends only by cancellation.</summary>
        public int Endless { get; init; }

        public int Reads { get; private set; }
        public int UnderWay { get; private set; }

        public Task Asked(int page) => _asked[page].Task.WaitAsync(TimeSpan.FromMinutes(1), Stop);

        public async Task<CandidatePage?> ReadAsync(CancellationToken stop)
        {
            var page = ++Reads;
            UnderWay++;
            try
            {
                _asked[page].TrySetResult();
                if (page == Broken)
                    throw new InvalidOperationException("the page is broken");
                if (page == Endless)
                    await new TaskCompletionSource().Task.WaitAsync(stop);
                return page <= count ? All[page - 1] : null;
            }
            finally
            {
                UnderWay--;
            }
        }
    }
}
