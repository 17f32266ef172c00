using Microsoft.Extensions.Logging;
using VteBridge.Hosting;
using VteBridge.Simulator.Vte;
using VteBridge.Sync;
using VteBridge.Tests.EndToEnd;
using VteBridge.Vte.Reading;

namespace VteBridge.Tests.Sync;

/// <summary>
/// How a backfill leaves capacity to the station software: its share of time, its rate, and its pauses while others wait.
/// </summary>
public sealed class PaceTests : IAsyncLifetime
{
    private static readonly string[] Columns =
    [
        "session_id",
        "request_id",
        "start_time",
        "status",
        "command",
        "database_id",
        "blocking_session_id",
        "wait_time",
        "last_wait_type",
        "wait_resource",
        "open_transaction_count",
        "cpu_time",
        "total_elapsed_time",
        "reads",
    ];

    private readonly PausesPassAtOnce _time = new();
    private readonly LogLines _log = new();
    private Plant _plant = null!;

    public async ValueTask InitializeAsync() => _plant = await Plant.EmptyAsync();

    public ValueTask DisposeAsync() => _plant.DisposeAsync();

    [Theory]
    [InlineData(100, 0)]
    [InlineData(50, 2)]
    [InlineData(25, 6)]
    [InlineData(1, 198)]
    public async Task The_server_is_busy_with_a_backfill_for_a_share_of_the_time_only(int maxLoad, int rest)
    {
        await ReadPagesAsync(pages: 3, seconds: 2, runs: 100, maxLoad);

        Assert.Equal(Enumerable.Repeat(TimeSpan.FromSeconds(rest), rest == 0 ? 0 : 3), _time.Pauses);
    }

    [Fact]
    public async Task A_slower_server_is_left_alone_for_longer()
    {
        await ReadPagesAsync(pages: 1, seconds: 1, runs: 100, maxLoad: 50);
        await ReadPagesAsync(pages: 1, seconds: 30, runs: 100, maxLoad: 50);

        Assert.Equal([TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30)], _time.Pauses);
    }

    [Theory]
    [InlineData(600, 100, 8)] // 100 runs at 600 a minute take 10 s, of which 2 have passed.
    [InlineData(600, 10, 0)] // 10 runs at 600 a minute take 1 s, and 2 have passed.
    [InlineData(60_000, 100, 0)]
    public async Task No_more_runs_are_read_a_minute_than_was_asked(int rate, int runs, int rest)
    {
        await ReadPagesAsync(pages: 1, seconds: 2, runs, maxLoad: 100, rate);

        Assert.Equal(rest == 0 ? [] : [TimeSpan.FromSeconds(rest)], _time.Pauses);
    }

    [Fact]
    public async Task The_longer_of_the_two_pauses_counts()
    {
        await ReadPagesAsync(pages: 1, seconds: 2, runs: 100, maxLoad: 10, rate: 600);

        Assert.Equal([TimeSpan.FromSeconds(18)], _time.Pauses);
    }

    [Fact]
    public async Task Nothing_is_read_while_somebody_waits_for_a_lock()
    {
        Block(session: 61);
        Block(session: 62);
        var readAfter = -1;
        // The first session continues after the third pause, the second after the fourth.
        _time.OnPause = () =>
        {
            if (_time.Pauses.Count == 3)
                _plant.Database.Delete("sys.dm_exec_requests", "session_id", 61);
            if (_time.Pauses.Count == 4)
                _plant.Database.Delete("sys.dm_exec_requests", "session_id", 62);
        };

        await Pace(100).ReadAsync(() => Task.FromResult(readAfter = _time.Pauses.Count), _ => 100, Stop);

        Assert.Equal(4, readAfter);
        Assert.All(_time.Pauses, pause => Assert.Equal(TimeSpan.FromSeconds(5), pause));
        Assert.Contains(
            _log.All,
            line => line.StartsWith("2 sessions of the server wait for locks", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_lock_that_is_never_given_back_holds_a_backfill_up_for_five_minutes_a_page_and_not_for_ever()
    {
        Block(session: 61);

        await ReadPagesAsync(pages: 1, seconds: 0, runs: 100, maxLoad: 50);

        Assert.Equal(TimeSpan.FromMinutes(5), _time.Pauses.Aggregate((a, b) => a + b));
    }

    [Fact]
    public async Task A_server_that_does_not_tell_who_waits_is_asked_once_and_read_at_the_share_of_time()
    {
        _plant.Server.Faults.Add(new VteFault(FaultKind.Error) { Matching = "dm_exec_requests", Number = 300 });
        Block(session: 61);

        await ReadPagesAsync(pages: 3, seconds: 2, runs: 100, maxLoad: 50);

        Assert.Equal(Enumerable.Repeat(TimeSpan.FromSeconds(2), 3), _time.Pauses);
    }

    [Fact]
    public async Task Being_stopped_ends_a_pause()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        Block(session: 61);
        _time.OnPause = stop.Cancel;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Pace(50).ReadAsync<int>(() => throw new InvalidOperationException("It was read."), _ => 1, stop.Token)
        );
    }

    private async Task ReadPagesAsync(int pages, int seconds, int runs, int maxLoad, int rate = 0)
    {
        var pace = Pace(maxLoad, rate);
        for (var page = 0; page < pages; page++)
            await pace.ReadAsync(Page, count => count, Stop);

        Task<int> Page()
        {
            _time.Advance(TimeSpan.FromSeconds(seconds));
            return Task.FromResult(runs);
        }
    }

    private Pace Pace(int maxLoad, int rate = 0) =>
        new(
            maxLoad,
            rate,
            new VteConnection(_plant.Options.Vte, TimeProvider.System, _log.CreateLogger<VteConnection>()),
            _time,
            _log.CreateLogger<Pace>()
        );

    private void Block(short session) =>
        _plant.Database.Insert([
            new PlantRow(
                "sys.dm_exec_requests",
                Columns,
                [
                    session,
                    0,
                    _plant.Now,
                    "suspended",
                    "INSERT",
                    (short)5,
                    (short)77,
                    4200,
                    "LCK_M_X",
                    "",
                    1,
                    0,
                    4200,
                    0L,
                ]
            ),
        ]);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
}
