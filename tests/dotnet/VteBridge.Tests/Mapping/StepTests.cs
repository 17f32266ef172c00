using VteBridge.Configuration;
using VteBridge.Mapping;
using VteBridge.Vte;
using VteBridge.Wsjf;

namespace VteBridge.Tests.Mapping;

public class StepTests
{
    [Theory]
    [InlineData(LimitRule.Inclusive, 5.0, Verdict.Passed, CompOp.GELE)]
    [InlineData(LimitRule.Inclusive, 6.0, Verdict.Passed, CompOp.GELE)]
    [InlineData(LimitRule.Inclusive, 6.1, Verdict.Failed, CompOp.GELE)]
    [InlineData(LimitRule.Exclusive, 5.0, Verdict.Failed, CompOp.GTLT)]
    [InlineData(LimitRule.Exclusive, 6.0, Verdict.Failed, CompOp.GTLT)]
    [InlineData(LimitRule.Exclusive, 5.5, Verdict.Passed, CompOp.GTLT)]
    [InlineData(LimitRule.LowInclusive, 5.0, Verdict.Passed, CompOp.GELT)]
    [InlineData(LimitRule.LowInclusive, 6.0, Verdict.Failed, CompOp.GELT)]
    [InlineData(LimitRule.HighInclusive, 5.0, Verdict.Failed, CompOp.GTLE)]
    [InlineData(LimitRule.HighInclusive, 6.0, Verdict.Passed, CompOp.GTLE)]
    internal void Value_on_a_limit_follows_the_configured_rule(
        LimitRule rule,
        double value,
        Verdict verdict,
        CompOp compOp
    )
    {
        var one = Number(Runs.Number(1, "V", value, 5, 6), Runs.Options with { Limits = rule });

        Assert.Equal((compOp, 5.0, 6.0), (one.Measurement.CompOp, one.Measurement.Low, one.Measurement.High));
        Assert.Equal((verdict, verdict), (one.Status, one.Measurement.Status));
    }

    [Theory]
    [InlineData(LimitRule.Inclusive, CompOp.GE, CompOp.LE, Verdict.Passed)]
    [InlineData(LimitRule.Exclusive, CompOp.GT, CompOp.LT, Verdict.Failed)]
    internal void Single_limit_stands_in_lowLimit_either_way(LimitRule rule, CompOp low, CompOp high, Verdict onIt)
    {
        var options = Runs.Options with { Limits = rule };

        var fromBelow = Number(Runs.Number(1, "V", 5, 5, null), options);
        var fromAbove = Number(Runs.Number(1, "V", 5, null, 5), options);

        Assert.Equal((low, 5.0, onIt), (fromBelow.Measurement.CompOp, fromBelow.Measurement.Low, fromBelow.Status));
        Assert.Equal((high, 5.0, onIt), (fromAbove.Measurement.CompOp, fromAbove.Measurement.Low, fromAbove.Status));
    }

    [Fact]
    public void Equal_limits_are_two_limits()
    {
        var one = Number(Runs.Number(1, "V", 5, 5, 5));

        Assert.Equal((CompOp.GELE, Verdict.Passed), (one.Measurement.CompOp, one.Status));
    }

    [Theory]
    [InlineData(double.MaxValue)]
    [InlineData(double.MinValue)]
    [InlineData(9.9E37)]
    [InlineData(-9.9E37)]
    [InlineData((double)(float)9.9E37)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NaN)]
    public void Limit_that_stands_for_none_is_none(double limit)
    {
        Assert.Equal(CompOp.LOG, Number(Runs.Number(1, "V", 5, limit, limit)).Measurement.CompOp);
        Assert.Equal(CompOp.GE, Number(Runs.Number(1, "V", 5, 1, limit)).Measurement.CompOp);
    }

    [Fact]
    public void Configured_absent_limits_replace_the_default()
    {
        var options = Runs.Options with { AbsentLimits = [-999] };

        Assert.Equal(CompOp.LE, Number(Runs.Number(1, "V", 5, -999, 9.9E37), options).Measurement.CompOp);
    }

    [Fact]
    public void Number_without_limits_is_logged()
    {
        var one = Number(Runs.Number(1, "V", 5, code: "1"));

        Assert.Equal(
            (Verdict.Done, Verdict.Passed, CompOp.LOG),
            (one.Status, one.Measurement.Status, one.Measurement.CompOp)
        );
    }

    [Fact]
    public void Listed_code_of_a_number_wins_over_its_limits()
    {
        var options = Runs.Options with
        {
            Codes = new MappingCodes
            {
                NumericResultType = new Dictionary<string, string> { ["1"] = "Passed", ["0"] = "Failed" },
            },
        };

        var (steps, flags) = Runs.Steps([Runs.Number(1, "V", 9, 0, 5, code: "1")], options);

        Assert.Equal(Verdict.Passed, steps[0].Status);
        Assert.Equal([Flags.VerdictConflict], flags);
        Assert.Empty(Runs.Steps([Runs.Number(1, "V", 3, 0, 5, code: "1")], options).Flags);
    }

    [Fact]
    public void Missing_number_leaves_its_limits_in_words()
    {
        var (steps, _) = Runs.Steps([Runs.Number(1, "V", null, 0, 5)]);

        Assert.Equal("Units: V<br>Limits: low 0, high 5", Assert.IsType<ActionStep>(steps[0]).ReportText);
    }

    [Fact]
    public void Unit_without_a_place_is_in_the_report_text()
    {
        var (steps, _) = Runs.Steps([Runs.Text(1, "T", "x", units: "V"), Runs.Number(2, "N", 1)]);

        Assert.Equal(["Units: V", null], steps.Select(step => step.ReportText));
    }

    [Fact]
    public void Nameless_step_is_called_by_its_number()
    {
        var (steps, _) = Runs.Steps([
            Runs.Number(7, " ", 1, test: "3.1"),
            Runs.Number(8, null, 1),
            Runs.Number(null, "", 1),
        ]);

        Assert.Equal(["3.1", "Step 8", "Step 3"], steps.Select(step => step.Name));
        Assert.All(steps, step => Assert.Null(step.ReportText));
    }

    [Fact]
    public void Description_and_test_number_are_told_beyond_the_name()
    {
        var (steps, _) = Runs.Steps([
            Runs.Number(1, "Gain", 1, description: " GAIN "),
            Runs.Number(2, "Gain", 1, description: "Gain at <1 kHz>", test: "3.1"),
            Runs.Number(3, "Gain", 1, description: "two\nlines"),
        ]);

        Assert.Equal(
            [null, "Gain at &lt;1 kHz&gt;<br>Test number: 3.1", "<pre>two\nlines</pre>"],
            steps.Select(step => step.ReportText)
        );
    }

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
    public void Long_names_of_one_step_stay_different_when_cut()
    {
        var name = new string('n', 120);
        var (steps, _) = Runs.Steps([Runs.Text(1, name + "a", "x"), Runs.Text(1, name + "b", "y")]);

        var multi = Assert.IsType<StringStep>(steps[0]);
        Assert.Equal([new string('n', 100), new string('n', 96) + " (2)"], multi.Measurements.Select(one => one.Name));
        Assert.Contains(name + "a", multi.ReportText);
        Assert.Contains(name + "b", multi.ReportText);
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

    [Theory]
    [InlineData("U/I")]
    [InlineData("U¶I")]
    public void Path_characters_are_flagged_and_can_be_replaced(string name)
    {
        TestStep[] rows = [Runs.Number(1, name, 1), Runs.Text(2, name, "x"), Runs.Text(2, name, "y")];

        var (kept, flags) = Runs.Steps(rows);
        Assert.Equal([name, name], kept.Select(step => step.Name));
        Assert.Equal([Flags.PathCharacter], flags);

        var (replaced, _) = Runs.Steps(rows, Runs.Options with { PathCharacters = PathCharacterPolicy.Replace });
        Assert.Equal(["U-I", "U-I"], replaced.Select(step => step.Name));
        Assert.Equal(["U-I", "U-I (2)"], Assert.IsType<StringStep>(replaced[1]).Measurements.Select(one => one.Name));
        Assert.Equal($"Name: {name}", replaced[0].ReportText);
        Assert.Contains($"U-I (2), Name: {name}", replaced[1].ReportText);
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

    [Fact]
    public void Codes_may_be_padded_with_blanks()
    {
        var mapped = Runs.Mapped(
            Runs.Ordinary with
            {
                Result = "1   ",
                ExitCode = " 0",
                Steps = [Runs.Text(1, "T", "x", "1 ")],
            }
        );

        Assert.Equal((Verdict.Passed, Verdict.Passed), (mapped.Report.Result, mapped.Report.Root!.Steps[0].Status));
        Assert.Empty(mapped.Flags);
    }

    [Theory]
    [InlineData("Skipped", Verdict.Skipped, "S")]
    [InlineData("Error", Verdict.Error, "F")]
    [InlineData("Terminated", Verdict.Terminated, "F")]
    [InlineData("Done", Verdict.Done, "P")]
    internal void Measurement_of_any_verdict_is_P_F_or_S(string meaning, Verdict verdict, string measured)
    {
        var options = Runs.Options with
        {
            Codes = new MappingCodes { TextResultType = new Dictionary<string, string> { ["5"] = meaning } },
        };

        var step = Assert.IsType<StringStep>(Runs.Steps([Runs.Text(1, "T", "x", "5")], options).Steps[0]);

        Assert.Equal(verdict, step.Status);
        Assert.Equal(measured, $"{step.Measurement.Status.Letter()}");
    }

    private static NumericStep Number(TestStep step, MappingOptions? options = null) =>
        Assert.IsType<NumericStep>(Runs.Steps([step], options, "2").Steps[0]);

    private static string Tree(IEnumerable<WsjfStep> steps) =>
        string.Join(
            ' ',
            steps.Select(step => $"{step.Name}:{step.Status}{(step is SequenceStep s ? $"({Tree(s.Steps)})" : "")}")
        );
}
