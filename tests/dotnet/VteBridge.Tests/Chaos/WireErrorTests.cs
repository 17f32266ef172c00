using VteBridge.Simulator.Vte;

namespace VteBridge.Tests.Chaos;

/// <summary>Errors and lost connections, tried at every statement of a cycle.</summary>
public sealed class WireErrorTests : WireTestBase
{
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

    private static VteFault Fault(string name) =>
        name switch
        {
            "drop" => new VteFault(FaultKind.Drop),
            "drop after rows" => new VteFault(FaultKind.Drop) { AfterRows = 2 },
            _ => new VteFault(FaultKind.Error) { Number = int.Parse(name) },
        };
}
