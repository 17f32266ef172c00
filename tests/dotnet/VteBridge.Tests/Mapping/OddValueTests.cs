using VteBridge.Configuration;
using VteBridge.Mapping;
using VteBridge.Vte;
using VteBridge.Wsjf;

namespace VteBridge.Tests.Mapping;

/// <summary>Values that are not numbers, and reversed limits.</summary>
public class OddValueTests
{
    [Theory]
    [InlineData(9.91E37, "NaN")]
    [InlineData(9.9E37, "Infinity")]
    [InlineData(-9.9E37, "-Infinity")]
    public void Sentinel_values_are_kept_or_translated_with_their_verdict(double value, string meaning)
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
    public void Value_that_JSON_cannot_hold_is_a_text()
    {
        var (steps, _) = Runs.Steps([Runs.Number(1, "V", double.NaN), Runs.Number(2, "W", double.NegativeInfinity)]);

        Assert.Equal("NaN", Assert.IsType<StringStep>(steps[0]).Measurement.Value);
        Assert.Equal("-Infinity", Assert.IsType<StringStep>(steps[1]).Measurement.Value);
    }

    [Theory]
    [InlineData(3.0, null, Verdict.Done)]
    [InlineData(3.0, "1", Verdict.Done)]
    [InlineData(3.0, "0", Verdict.Failed)]
    [InlineData(9.0, null, Verdict.Failed)]
    internal void Nothing_passes_without_a_limit_that_cannot_be_read(double value, string? code, Verdict verdict)
    {
        var row = Runs.Number(1, "V", value, null, 5) with { LowLimitText = "1,234", ResultType = code };
        var (steps, flags) = Runs.Steps([row], result: "0");

        var step = Assert.IsType<NumericStep>(steps[0]);
        Assert.Equal((verdict, CompOp.LOG), (step.Status, step.Measurement.CompOp));
        Assert.Equal(
            "Limits: low &quot;1,234&quot;, high 5 (not readable as numbers: without them nothing passes)",
            step.ReportText
        );
        Assert.Contains(Flags.UnreadableLimit, flags);
    }

    [Fact]
    public void Listed_code_decides_where_a_limit_cannot_be_read()
    {
        var codes = new Dictionary<string, string> { ["1"] = "Passed" };
        var options = Runs.Options with { Codes = new MappingCodes { NumericResultType = codes } };
        var row = Runs.Number(1, "V", 3) with { HighLimitText = "five", ResultType = "1" };

        Assert.Equal(Verdict.Passed, Runs.Steps([row], options).Steps[0].Status);
    }

    [Fact]
    public void Value_that_is_no_number_is_text_and_flagged()
    {
        var (steps, flags) = Runs.Steps([Runs.Number(1, "V", null, 0, 5) with { Text = "overrange" }]);

        Assert.Equal("overrange", Assert.IsType<StringStep>(steps[0]).Measurement.Value);
        Assert.Equal([Flags.UnreadableNumber], flags);
    }

    [Fact]
    public void Reversed_limits_are_flagged_and_the_code_decides()
    {
        var (steps, flags) = Runs.Steps([
            Runs.Number(1, "Coded", 3, 5, 1, code: "1"),
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
