using VteBridge.Configuration;
using VteBridge.Wsjf;

namespace VteBridge.Tests.Mapping;

/// <summary>Rows of one step become one step with several measurements, and test numbers become sequences.</summary>
public sealed class StepGroupTests
{
    [Fact]
    public void Numbers_of_one_step_are_measurements_with_unique_names()
    {
        var (steps, _) = Runs.Steps(
            [
                Runs.Number(1, "Gain", 1, 0, 2),
                Runs.Number(1, "Gain", 3, 0, 2),
                Runs.Number(1, "Gain (2)", 1, 0, 2),
                Runs.Number(2, "Next", 1, 0, 2),
            ],
            result: "0"
        );

        var multi = Assert.IsType<NumericStep>(steps[0]);
        Assert.Equal(("Gain", Verdict.Failed), (multi.Name, multi.Status));
        Assert.Equal(["Gain", "Gain (2)", "Gain (2) (2)"], multi.Measurements.Select(one => one.Name));
        Assert.Equal([Verdict.Passed, Verdict.Failed, Verdict.Passed], multi.Measurements.Select(one => one.Status));
        Assert.Equal((2, 3), (steps[0].Id, steps[1].Id));
    }

    [Fact]
    public void Mixed_kinds_of_one_step_are_a_sequence()
    {
        var (steps, _) = Runs.Steps(
            [Runs.Number(1, "Supply", 1, 0, 2), Runs.Text(1, "Supply", "x", "0"), Runs.Number(2, "Next", 1)],
            result: "0"
        );

        var sequence = Assert.IsType<SequenceStep>(steps[0]);
        Assert.Equal(("Supply", Verdict.Failed), (sequence.Name, sequence.Status));
        Assert.Equal(["Supply", "Supply (2)"], sequence.Steps.Select(step => step.Name));
        Assert.Equal((2, 3, 4, 5), (sequence.Id, sequence.Steps[0].Id, sequence.Steps[1].Id, steps[1].Id));
        Assert.Equal("PSU final", sequence.Call.Path);
    }

    [Fact]
    public void Rows_with_one_odd_step_number_are_one_step()
    {
        var row = Runs.Number(null, "A", 1) with { NumberText = "7a" };
        var (steps, _) = Runs.Steps([row, row with { Name = "B" }, row with { NumberText = "7b", Name = null }]);

        Assert.Equal(["A", "Step 7b"], steps.Select(step => step.Name));
        Assert.True(Assert.IsType<NumericStep>(steps[0]).IsMulti);
    }

    [Fact]
    public void Rows_without_a_step_number_are_own_steps()
    {
        var (steps, _) = Runs.Steps([Runs.Number(null, "A", 1), Runs.Number(null, "B", 1)]);

        Assert.Equal(["A", "B"], steps.Select(step => step.Name));
    }

    [Fact]
    public void Test_numbers_make_sequences_that_carry_verdicts_up()
    {
        var (steps, _) = Runs.Steps(
            [
                Runs.Number(1, "A", 1, 0, 2, test: "3.1.1"),
                Runs.Number(2, "B", 9, 0, 2, test: "3.1.2"),
                Runs.Number(3, "C", 1, 0, 2, test: "3.2.1"),
                Runs.Number(4, "D", 1, 0, 2, test: "4"),
                Runs.Number(5, "E", 1, 0, 2, test: "3.1.3"),
            ],
            Runs.Options with
            {
                GroupBy = StepGrouping.TestNumber,
            },
            "0"
        );

        Assert.Equal(
            "3:Failed(3.1:Failed(A:Passed B:Failed) 3.2:Passed(C:Passed)) D:Passed 3:Passed(3.1:Passed(E:Passed))",
            Tree(steps)
        );
    }

    private static string Tree(IEnumerable<WsjfStep> steps) =>
        string.Join(
            ' ',
            steps.Select(step => $"{step.Name}:{step.Status}{(step is SequenceStep s ? $"({Tree(s.Steps)})" : "")}")
        );
}
