using VteBridge.Simulator.Vte;
using VteBridge.Tests.EndToEnd;
using VteBridge.Vte;

namespace VteBridge.Tests.Vte;

/// <summary>Transient errors are retried, other errors say what to do, and nothing is lost in either case.</summary>
public sealed class SqlErrorTests : IAsyncLifetime
{
    private Plant _plant = null!;

    public async ValueTask InitializeAsync()
    {
        _plant = await Plant.EmptyAsync();
        _plant.AddRun(minutesAgo: 20, sequence: 1);
    }

    public ValueTask DisposeAsync() => _plant.DisposeAsync();

    public static readonly TheoryData<int> Passing = [1205, 1222, 40613, 40501, 701];

    [Theory, MemberData(nameof(Passing))]
    public async Task A_passing_error_is_tried_again_in_the_same_sync(int number)
    {
        _plant.Server.Faults.Add(
            new VteFault(FaultKind.Error)
            {
                Number = number,
                Matching = "[TestDataNumeric]",
                Times = 2,
            }
        );

        Assert.Equal(1, (await _plant.SyncAsync()).Queued);
        Assert.Equal(
            2,
            _plant.Logs.Warnings.Count(w => w.Contains("A read from VTE failed", StringComparison.Ordinal))
        );
    }

    [Theory]
    [InlineData(1205, "deadlock victim")]
    [InlineData(1222, "Vte:LockTimeout")]
    [InlineData(40613, "cannot be reached")]
    public async Task A_passing_error_that_does_not_pass_ends_the_sync_and_the_next_one_goes_on(int number, string says)
    {
        _plant.Server.Faults.Add(
            new VteFault(FaultKind.Error)
            {
                Number = number,
                Matching = "[TestDataNumeric]",
                Times = 5,
            }
        );

        var failure = await Assert.ThrowsAsync<VteFailure>(_plant.SyncAsync);
        var next = await _plant.SyncAsync();

        Assert.Contains(says, failure.Message);
        Assert.Equal(ExitCode.VteUnavailable, failure.ExitCode);
        Assert.Equal(1, next.Queued);
    }

    [Theory]
    [InlineData(229, "GRANT SELECT")]
    [InlineData(208, "vtebridge doctor")]
    public async Task A_lasting_error_is_not_tried_again_and_says_what_to_do(int number, string says)
    {
        _plant.Server.Faults.Add(new VteFault(FaultKind.Error) { Number = number, Matching = "[TestDataNumeric]" });

        var failure = await Assert.ThrowsAsync<VteFailure>(_plant.SyncAsync);

        Assert.Contains(says, failure.Message);
        Assert.Empty(_plant.Logs.Warnings);
    }

    [Fact]
    public async Task A_connection_that_breaks_in_the_middle_of_the_rows_loses_and_repeats_nothing()
    {
        for (var run = 2; run <= 20; run++)
            _plant.AddRun(minutesAgo: 20 + run, run);
        _plant.Server.Faults.Add(new VteFault(FaultKind.Drop) { Matching = "[TestDataNumeric]", AfterRows = 30 });

        Assert.Equal(20, (await _plant.SyncAsync()).Queued);
        Assert.Equal(0, (await _plant.SyncAsync()).Queued);
    }

    [Fact]
    public async Task A_statement_that_takes_too_long_is_given_up_and_tried_again()
    {
        _plant.Options = _plant.Options with
        {
            Vte = _plant.Options.Vte with { CommandTimeout = TimeSpan.FromSeconds(4) },
        };
        _plant.Server.Faults.Add(new VteFault(FaultKind.Stall) { Matching = "[TestDataNumeric]" });

        Assert.Equal(1, (await _plant.SyncAsync()).Queued);
        Assert.Single(_plant.Logs.Warnings);
    }

    [Fact]
    public async Task A_sync_that_is_interrupted_while_VTE_stalls_ends_at_once()
    {
        using var stop = new CancellationTokenSource();
        _plant.Server.Faults.Add(new VteFault(FaultKind.Stall) { Matching = "[TestDataNumeric]" });
        var cycle = _plant.UseAsync(async parts =>
        {
            var schema = await parts.SchemaAsync(stop.Token);
            var reader = _plant.Reader(parts, schema);
            return await reader.ReadAsync(Position.Before(DateTime.MinValue), _plant.Now, stop.Token);
        });

        await _plant.Server.Faults.WaitUntilStalledAsync();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cycle);
    }

    /// <summary>The server may be starting, so one retry is allowed; more of them with a wrong password could lock the account.</summary>
    [Fact]
    public async Task A_refused_login_is_tried_once_more_and_no_oftener()
    {
        _plant.Options = _plant.Options with
        {
            Vte = _plant.Options.Vte with
            {
                ConnectionString = _plant.Server.ConnectionString.Replace("Read-only-1", "wrong") + ";Pooling=false",
            },
        };
        _plant.Server.Statistics.Reset();

        var failure = await Assert.ThrowsAsync<VteFailure>(_plant.SyncAsync);

        Assert.Contains("18456", failure.Message);
        Assert.DoesNotContain("wrong", failure.Message);
        Assert.Equal(2, _plant.Server.Statistics.ConnectionsOpened);
    }

    [Fact]
    public async Task A_login_that_a_starting_server_refuses_is_taken_the_second_time()
    {
        _plant.Server.Faults.Add(new VteFault(FaultKind.Error) { Number = 18456, AtLogin = true });

        Assert.Equal(1, (await _plant.SyncAsync()).Queued);
    }
}
