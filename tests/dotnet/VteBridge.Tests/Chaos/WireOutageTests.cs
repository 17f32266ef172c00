using VteBridge.Simulator.Vte;

namespace VteBridge.Tests.Chaos;

/// <summary>A server that goes away, is away or does not answer, at any statement of a cycle.</summary>
public sealed class WireOutageTests : WireTestBase
{
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
}
