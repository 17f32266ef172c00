using VteBridge.Configuration;
using VteBridge.Mapping;
using VteBridge.Vte;
using VteBridge.Wsjf;

namespace VteBridge.Tests.Mapping;

/// <summary>The limits and codes of a step decide its comparison and its verdict.</summary>
public sealed class StepVerdictTests
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
}
