using VteBridge.Options;
using VteBridge.Simulator.Vte;
using VteBridge.Sync;

namespace VteBridge.Tests.Chaos;

/// <summary>Everything that a server and a network can do to a statement, at every statement of a pass.</summary>
public sealed class WireTests : IAsyncLifetime
{
    /// <summary>Of ten faults at some forty statements each, a share is tried in every run and all of them by scripts/chaos.</summary>
    private const int Sample = 5;

    private ChaosPlant _plant = null!;
    private Expected _expected = null!;
    private int _statements;

    public static TheoryData<string> Faults => ["1205", "1222", "40613", "701", "drop", "drop after rows"];

    public static TheoryData<int, string> LastingErrors =>
        new()
        {
            { 229, "GRANT SELECT" },
            { 208, "doctor" },
            { 1205, "deadlock victim" },
            { 1222, "Vte:LockTimeout" },
            { 40613, "cannot be reached" },
            { 823, "cannot be reached" },
        };

    public async ValueTask InitializeAsync()
    {
        _plant = await ChaosPlant.TidyAsync();
        _expected = await _plant.UndisturbedAsync(o => o with { Vte = o.Vte with { PageSize = 5 } });
        _plant.Server.Statistics.Reset();
        using var folder = new WorkFolder();
        await PassAsync(folder);
        _statements = (int)_plant.Server.Statistics.Statements;
        Assert.True(_statements > 20, $"{_statements} statements");
    }

    public ValueTask DisposeAsync() => _plant.DisposeAsync();

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task What_passes_by_itself_is_tried_again_at_every_statement(string fault)
    {
        for (var at = 1; at <= _statements; at++)
        {
            if (!ChaosScale.Takes(at + fault.Length, Sample))
                continue;
            using var folder = new WorkFolder();
            _plant.Server.Faults.Add(Fault(fault) with { AtStatement = at });
            var summary = await PassAsync(folder);
            _plant.Server.Faults.Clear();
            Assert.Equal(0, summary.ExitCode);
            _expected.AssertSame(Expected.Read(folder));
        }
    }

    [Theory]
    [MemberData(nameof(LastingErrors))]
    public async Task What_does_not_pass_is_one_clear_sentence_at_every_statement_and_the_next_pass_completes(
        int number,
        string word
    )
    {
        for (var at = 1; at <= _statements; at++)
        {
            if (!ChaosScale.Takes(at + number, Sample))
                continue;
            using var folder = new WorkFolder();
            _plant.Server.Faults.Add(
                new VteFault(FaultKind.Error)
                {
                    Number = number,
                    AtStatement = at,
                    Times = 1000,
                }
            );
            var failure = await Assert.ThrowsAsync<VteFailure>(() => PassAsync(folder));
            _plant.Server.Faults.Clear();
            AssertOneSentence(failure);
            Assert.Contains(word, failure.Message, StringComparison.Ordinal);
            await NextPassCompletesAsync(folder);
        }
    }

    [Fact]
    public async Task A_connection_that_is_lost_again_and_again_is_one_clear_sentence_at_every_statement()
    {
        for (var at = 1; at <= _statements; at++)
        {
            if (!ChaosScale.Takes(at, Sample))
                continue;
            using var folder = new WorkFolder();
            _plant.Server.Faults.Add(
                new VteFault(FaultKind.Drop)
                {
                    AtStatement = at,
                    Times = 1000,
                    AfterRows = at % 3,
                }
            );
            var failure = await Record.ExceptionAsync(() => PassAsync(folder));
            _plant.Server.Faults.Clear();
            // A statement with fewer rows than that is never dropped.
            if (failure is not null)
                AssertOneSentence(Assert.IsType<VteFailure>(failure));
            await NextPassCompletesAsync(folder);
        }
    }

    [Theory]
    [InlineData(18456, "refused the login")]
    [InlineData(4060, "cannot open the database")]
    [InlineData(40613, "cannot be reached")]
    public async Task A_login_that_is_refused_once_is_tried_again_and_one_that_stays_refused_is_explained(
        int number,
        string words
    )
    {
        using var folder = new WorkFolder();
        _plant.Server.Faults.Add(new VteFault(FaultKind.Error) { Number = number, AtLogin = true });
        Assert.Equal(0, (await PassAsync(folder)).ExitCode);
        _expected.AssertSame(Expected.Read(folder));

        using var second = new WorkFolder();
        _plant.Server.Faults.Add(
            new VteFault(FaultKind.Error)
            {
                Number = number,
                AtLogin = true,
                Times = 1000,
            }
        );
        var failure = await Assert.ThrowsAsync<VteFailure>(() => PassAsync(second));
        _plant.Server.Faults.Clear();
        AssertOneSentence(failure);
        Assert.Contains(words, failure.Message, StringComparison.Ordinal);
        await NextPassCompletesAsync(second);
    }

    [Fact]
    public async Task A_wrong_password_is_tried_twice_and_no_more_so_that_the_account_is_not_locked()
    {
        using var folder = new WorkFolder();
        _plant.Server.Statistics.Reset();
        _plant.Server.Faults.Add(
            new VteFault(FaultKind.Error)
            {
                Number = 18456,
                AtLogin = true,
                Times = 1000,
            }
        );
        await Assert.ThrowsAsync<VteFailure>(() => PassAsync(folder));
        _plant.Server.Faults.Clear();
        Assert.InRange(_plant.Server.Statistics.ConnectionsOpened, 1, 2);
    }

    [Fact]
    public async Task A_server_that_nobody_reaches_is_one_clear_sentence()
    {
        using var folder = new WorkFolder();
        _plant.Server.Faults.RefuseConnections = true;
        var failure = await Assert.ThrowsAsync<VteFailure>(() => PassAsync(folder));
        _plant.Server.Faults.Clear();
        AssertOneSentence(failure);
        Assert.Contains("cannot be reached", failure.Message, StringComparison.Ordinal);
        await NextPassCompletesAsync(folder);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_statement_that_stalls_is_given_up_after_the_time_out_and_tried_again(bool ignoresCancel)
    {
        for (var at = 1; at <= _statements; at++)
        {
            // Each costs the second that is the shortest time-out there is, and some more when even the cancel is ignored.
            if (!ChaosScale.Takes(at, _statements) || (ignoresCancel && at % 10 != 0 && ChaosScale.IsFull))
                continue;
            using var folder = new WorkFolder();
            var stall = new VteFault(FaultKind.Stall)
            {
                AtStatement = at,
                IgnoresCancel = ignoresCancel,
                AfterRows = at % 2,
            };
            _plant.Server.Faults.Add(stall);
            var summary = await PassAsync(folder);
            _plant.Server.Faults.Clear();
            Assert.Equal(0, summary.ExitCode);
            _expected.AssertSame(Expected.Read(folder));
        }
    }

    [Fact]
    public async Task A_server_that_never_answers_is_one_clear_sentence()
    {
        using var folder = new WorkFolder();
        _plant.Server.Faults.Add(new VteFault(FaultKind.Stall) { AtStatement = 5, Times = 1000 });
        var failure = await Assert.ThrowsAsync<VteFailure>(() => PassAsync(folder, retries: 1));
        _plant.Server.Faults.Clear();
        AssertOneSentence(failure);
        Assert.Contains("Vte:CommandTimeout", failure.Message, StringComparison.Ordinal);
        await NextPassCompletesAsync(folder);
    }

    private async Task NextPassCompletesAsync(WorkFolder folder)
    {
        Assert.Equal(0, (await PassAsync(folder)).ExitCode);
        _expected.AssertSame(Expected.Read(folder));
    }

    private Task<SyncSummary> PassAsync(WorkFolder folder, int retries = 2)
    {
        var options = _plant.Options(folder, OutletNames.Directory, pageSize: 5);
        return _plant.PassAsync(
            options with
            {
                Vte = options.Vte with { Retries = retries, CommandTimeout = TimeSpan.FromSeconds(1) },
            }
        );
    }

    private static VteFault Fault(string name) =>
        name switch
        {
            "drop" => new VteFault(FaultKind.Drop),
            "drop after rows" => new VteFault(FaultKind.Drop) { AfterRows = 2 },
            _ => new VteFault(FaultKind.Error) { Number = int.Parse(name) },
        };

    private static void AssertOneSentence(VteFailure failure)
    {
        Assert.Equal(ExitCode.VteUnavailable, failure.ExitCode);
        Assert.DoesNotContain('\n', failure.Message);
        Assert.EndsWith(".", failure.Message, StringComparison.Ordinal);
        Assert.InRange(failure.Message.Length, 60, 450);
        Assert.DoesNotContain("Read-only-1", failure.Message, StringComparison.Ordinal);
    }
}
