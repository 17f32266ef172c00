using VteBridge.Configuration;
using VteBridge.Simulator.Vte;
using VteBridge.Sync;

namespace VteBridge.Tests.Chaos;

/// <summary>What a server and a network can do to a statement, tried at every statement of a cycle.</summary>
public sealed class WireTests : IAsyncLifetime
{
    /// <summary>Ten faults at some forty statements each: every run tries one case in five, scripts/chaos all of them.</summary>
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
        await CycleAsync(folder);
        _statements = (int)_plant.Server.Statistics.Statements;
        Assert.True(_statements > 20, $"{_statements} statements");
    }

    public ValueTask DisposeAsync() => _plant.DisposeAsync();

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task What_passes_by_itself_is_tried_again_at_every_statement(string fault)
    {
        using var tally = new Tally($"wire: {fault}, passing");
        for (var at = 1; at <= _statements; at++)
        {
            if (!ChaosScale.Takes(at + fault.Length, Sample))
                continue;
            using var folder = new WorkFolder();
            _plant.Server.Faults.Add(Fault(fault) with { AtStatement = at });
            var summary = await CycleAsync(folder);
            _plant.Server.Faults.Clear();
            Assert.Equal(0, summary.ExitCode);
            Note(tally, $"{fault} at statement {at}", folder);
        }
        tally.AssertNothingLostAndNothingTwice();
    }

    [Theory]
    [MemberData(nameof(LastingErrors))]
    public async Task What_does_not_pass_is_one_clear_sentence_at_every_statement_and_the_next_sync_completes(
        int number,
        string word
    )
    {
        using var tally = new Tally($"wire: {number}, lasting");
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
            await FailsAsync(folder, word);
            await NextCycleCompletesAsync(tally, $"{number} from statement {at} on", folder);
        }
        tally.AssertNothingLostAndNothingTwice();
    }

    [Fact]
    public async Task A_connection_that_is_lost_again_and_again_is_one_clear_sentence_at_every_statement()
    {
        using var tally = new Tally("wire: lost again and again");
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
            var failure = await Record.ExceptionAsync(() => CycleAsync(folder));
            _plant.Server.Faults.Clear();
            // A statement with fewer rows than AfterRows does not meet the fault.
            if (failure is not null)
                AssertOneSentence(Assert.IsType<VteFailure>(failure));
            await NextCycleCompletesAsync(tally, $"dropped from statement {at} on", folder);
        }
        tally.AssertNothingLostAndNothingTwice();
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
        using var tally = new Tally($"wire: {number} at a login");
        // A cycle uses one connection. 0 means its login; otherwise the connection is lost after the statement, which needs a second login.
        for (var at = 0; at <= _statements; at++)
        {
            if (!ChaosScale.Takes(at, Sample))
                continue;
            var login = new VteFault(FaultKind.Error)
            {
                Number = number,
                AtLogin = true,
                AtStatement = at == 0 ? 1 : 2,
            };
            using var folder = new WorkFolder();
            Lose(at);
            _plant.Server.Faults.Add(login);
            // A refused login is retried once, but not when it was itself a retry, because that might lock the account.
            if (at > 0 && number is 18456 or 4060)
                await FailsAsync(folder, words);
            else
                Assert.Equal(0, (await CycleAsync(folder)).ExitCode);
            await NextCycleCompletesAsync(tally, $"{number} at the login after statement {at}", folder);

            using var second = new WorkFolder();
            Lose(at);
            _plant.Server.Faults.Add(login with { Times = 1000 });
            await FailsAsync(second, words);
            await NextCycleCompletesAsync(tally, $"{number} from the login after statement {at} on", second);
        }
        tally.AssertNothingLostAndNothingTwice();

        void Lose(int at)
        {
            if (at > 0)
                _plant.Server.Faults.Add(new VteFault(FaultKind.Drop) { AtStatement = at });
        }
    }

    [Fact]
    public async Task A_server_that_goes_away_after_any_statement_is_one_clear_sentence_and_the_next_sync_completes()
    {
        using var tally = new Tally("wire: gone after a statement");
        for (var at = 1; at <= _statements; at++)
        {
            if (!ChaosScale.Takes(at, Sample))
                continue;
            using var folder = new WorkFolder();
            _plant.Server.Faults.Add(new VteFault(FaultKind.Stall) { AtStatement = at });
            var cycle = Record.ExceptionAsync(() => ImpatientCycleAsync(folder));
            await _plant.Server.Faults.WaitUntilStalledAsync();
            _plant.Server.Faults.RefuseConnections = true;
            _plant.Server.Faults.Add(new VteFault(FaultKind.Drop) { Times = 1000 });
            _plant.Server.Faults.Release();
            var failure = await cycle;
            _plant.Server.Faults.Clear();
            // After the last statement the cycle needs no connection.
            if (at < _statements)
            {
                AssertOneSentence(Assert.IsType<VteFailure>(failure));
                Assert.Contains("cannot be reached", failure!.Message, StringComparison.Ordinal);
            }
            await NextCycleCompletesAsync(tally, $"gone after statement {at}", folder);
        }
        tally.AssertNothingLostAndNothingTwice();
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
        await Assert.ThrowsAsync<VteFailure>(() => CycleAsync(folder));
        _plant.Server.Faults.Clear();
        Assert.InRange(_plant.Server.Statistics.ConnectionsOpened, 1, 2);
    }

    [Fact]
    public async Task A_server_that_nobody_reaches_is_one_clear_sentence()
    {
        using var tally = new Tally("wire: refused");
        using var folder = new WorkFolder();
        _plant.Server.Faults.RefuseConnections = true;
        await FailsAsync(ImpatientCycleAsync(folder), "cannot be reached");
        await NextCycleCompletesAsync(tally, "nobody listens", folder);
        tally.AssertNothingLostAndNothingTwice();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_statement_that_stalls_is_given_up_after_the_time_out_and_tried_again(bool ignoresCancel)
    {
        using var tally = new Tally("wire: stalled");
        for (var at = 1; at <= _statements; at++)
        {
            // Each case waits for the shortest possible time-out, one second, and longer when the cancel is ignored too.
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
            var summary = await BriefCycleAsync(folder);
            _plant.Server.Faults.Clear();
            Assert.Equal(0, summary.ExitCode);
            Note(tally, $"stalled at statement {at}", folder);
        }
        tally.AssertNothingLostAndNothingTwice();
    }

    [Fact]
    public async Task A_server_that_never_answers_is_one_clear_sentence()
    {
        using var tally = new Tally("wire: never answers");
        using var folder = new WorkFolder();
        _plant.Server.Faults.Add(new VteFault(FaultKind.Stall) { AtStatement = 5, Times = 1000 });
        var failure = await Assert.ThrowsAsync<VteFailure>(() => BriefCycleAsync(folder, retries: 1));
        _plant.Server.Faults.Clear();
        AssertOneSentence(failure);
        Assert.Contains("Vte:CommandTimeout", failure.Message, StringComparison.Ordinal);
        await NextCycleCompletesAsync(tally, "never answers", folder);
        tally.AssertNothingLostAndNothingTwice();
    }

    private Task FailsAsync(WorkFolder folder, string word) => FailsAsync(CycleAsync(folder), word);

    private async Task FailsAsync(Task cycle, string word)
    {
        var failure = await Assert.ThrowsAsync<VteFailure>(() => cycle);
        _plant.Server.Faults.Clear();
        AssertOneSentence(failure);
        Assert.Contains(word, failure.Message, StringComparison.Ordinal);
    }

    private async Task NextCycleCompletesAsync(Tally tally, string story, WorkFolder folder)
    {
        var ledger = new Ledger(folder.Destination);
        ledger.Observe();
        Assert.Equal(0, (await CycleAsync(folder)).ExitCode);
        ledger.Observe();
        Note(tally, story, folder, ledger);
    }

    private void Note(Tally tally, string story, WorkFolder folder, Ledger? ledger = null) =>
        tally.Add(
            story,
            _expected.Differences(Expected.Read(folder)),
            [.. ledger?.Duplicates() ?? []],
            _expected.Reports.Count,
            faults: 1
        );

    /// <summary>At each attempt SqlClient tries a closed port until its connect time-out, 15 s by default; here it is 2 s.</summary>
    private Task<SyncSummary> ImpatientCycleAsync(WorkFolder folder)
    {
        var options = _plant.Options(folder, DestinationNames.Directory, pageSize: 5);
        var target = options.Vte.ConnectionString + ";Connect Timeout=2";
        return _plant.CycleAsync(options with { Vte = options.Vte with { ConnectionString = target, Retries = 1 } });
    }

    private Task<SyncSummary> CycleAsync(WorkFolder folder)
    {
        var options = _plant.Options(folder, DestinationNames.Directory, pageSize: 5);
        return _plant.CycleAsync(options with { Vte = options.Vte with { Retries = 2 } });
    }

    /// <summary>Short time-outs for a server that does not answer. In other tests a busy machine would exceed them.</summary>
    private Task<SyncSummary> BriefCycleAsync(WorkFolder folder, int retries = 2)
    {
        var options = _plant.Options(folder, DestinationNames.Directory, pageSize: 5);
        return _plant.CycleAsync(
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
