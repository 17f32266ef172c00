using VteBridge.Configuration;
using VteBridge.Mapping;
using VteBridge.Vte;
using VteBridge.Wsjf;

namespace VteBridge.Tests.Mapping;

/// <summary>Numbers that are none, and limits the wrong way round.</summary>
public class OddValueTests
{
    [Theory]
    [InlineData(9.91E37, "NaN")]
    [InlineData(9.9E37, "Infinity")]
    [InlineData(-9.9E37, "-Infinity")]
    public void The_numbers_of_instruments_that_are_none_are_kept_or_translated_with_the_verdict_they_had(
        double value,
        string meaning
    )
    {
        TestStep[] rows = [Runs.Number(1, "V", value, 0, 5)];

        var (kept, flags) = Runs.Steps(rows, result: "0");
        var (translated, _) = Runs.Steps(rows, Runs.Options with { Sentinels = SentinelPolicy.Translate }, "0");

        Assert.Equal(value, Assert.IsType<NumericStep>(kept[0]).Measurement.Value);
        Assert.Equal(Verdict.Failed, kept[0].Status);
        Assert.Equal([Flags.SentinelValue], flags);
        var text = Assert.IsType<StringStep>(translated[0]);
        Assert.Equal(new StringMeasurement(null, Verdict.Failed, meaning), text.Measurement);
        Assert.Contains("Limits: low 0, high 5", text.ReportText);
    }

    [Fact]
    public void A_value_that_JSON_has_no_number_for_is_a_text_whatever_the_policy()
    {
        var (steps, _) = Runs.Steps([Runs.Number(1, "V", double.NaN), Runs.Number(2, "W", double.NegativeInfinity)]);

        Assert.Equal("NaN", Assert.IsType<StringStep>(steps[0]).Measurement.Value);
        Assert.Equal("-Infinity", Assert.IsType<StringStep>(steps[1]).Measurement.Value);
    }

    [Fact]
    public void Reversed_limits_are_flagged_and_the_code_decides()
    {
        var (steps, flags) = Runs.Steps([
            Runs.Number(1, "Coded", 3, 5, 1) with
            {
                ResultType = "1",
            },
            Runs.Number(2, "Not coded", 3, 5, 1),
        ]);

        var coded = Assert.IsType<NumericStep>(steps[0]);
        Assert.Equal(Verdict.Passed, coded.Status);
        Assert.Equal(
            (CompOp.GELE, 5.0, 1.0),
            (coded.Measurement.CompOp, coded.Measurement.Low, coded.Measurement.High)
        );
        var free = Assert.IsType<NumericStep>(steps[1]);
        Assert.Equal((Verdict.Done, CompOp.LOG), (free.Status, free.Measurement.CompOp));
        Assert.All(
            steps,
            step => Assert.Equal("Limits: low 5, high 1 (reversed in VTE: they did not decide)", step.ReportText)
        );
        Assert.Equal([Flags.ReversedLimits], flags);
    }
}
