using VteBridge.Simulator.Vte;
using VteBridge.Simulator.Vte.Plant;

namespace VteBridge.Tests.Simulator.Plant;

/// <summary>The odd runs hold the values, limits, codes and texts that their names promise.</summary>
public sealed class OddRunValuesTests
{
    [Fact]
    public void Numbers_of_instruments_stand_for_what_is_no_number()
    {
        Assert.Equal(9.91E37, Step(OddRuns.ScpiNotANumber).Value);
        Assert.Equal(9.9E37, Step(OddRuns.ScpiInfinity).Value);
        Assert.Equal(-9.9E37, Step(OddRuns.ScpiNegativeInfinity).Value);
        Assert.Null(Step(OddRuns.NumberNull).Value);
    }

    [Fact]
    public void Limits_are_missing_equal_reversed_or_hit_exactly()
    {
        Assert.Null(Step(OddRuns.LowLimitOnly).High);
        Assert.Null(Step(OddRuns.HighLimitOnly).Low);
        Assert.Equal((null, null), (Step(OddRuns.NoLimits).Low, Step(OddRuns.NoLimits).High));
        Assert.Equal(Step(OddRuns.EqualLimits).Low, Step(OddRuns.EqualLimits).High);
        Assert.True(Step(OddRuns.ReversedLimits).Low > Step(OddRuns.ReversedLimits).High);
        Assert.Equal(Step(OddRuns.OnLowLimit).Low, Step(OddRuns.OnLowLimit).Value);
        Assert.Equal(Step(OddRuns.OnHighLimit).High, Step(OddRuns.OnHighLimit).Value);
    }

    [Fact]
    public void Sentinels_stand_for_a_limit_on_both_sides_the_low_and_the_high_one()
    {
        Assert.Equal([(true, true), (true, false), (false, true)], Absent(OddRuns.MaxValueLimits, double.MaxValue));
        Assert.Equal([(true, true), (true, false), (false, true)], Absent(OddRuns.ScpiLimits, 9.9E37));

        static IEnumerable<(bool, bool)> Absent(Guid id, double none) =>
            OddPlant
                .Steps[id]
                .TakeLast(3)
                .Select(step => (Equals(step.Of("LowLimit"), -none), Equals(step.Of("HighLimit"), none)));
    }

    [Fact]
    public void Header_and_steps_disagree_in_both_directions()
    {
        Assert.Equal((1, true), (Result(OddRuns.PassedWithFailedStep), HasFailedStep(OddRuns.PassedWithFailedStep)));
        Assert.Equal(
            (0, false),
            (Result(OddRuns.FailedWithoutFailedStep), HasFailedStep(OddRuns.FailedWithoutFailedStep))
        );

        static bool HasFailedStep(Guid id) => OddPlant.Steps[id].Any(step => Equals(step.Of("TestResultType"), 0));
    }

    [Fact]
    public void Code_and_limits_of_a_step_disagree_in_both_directions()
    {
        var (passed, failed) = (Step(OddRuns.StepPassedOutsideLimits), Step(OddRuns.StepFailedInsideLimits));

        Assert.True(passed.Value > passed.High);
        Assert.Equal(1, OddPlant.LastStep(OddRuns.StepPassedOutsideLimits).Of("TestResultType"));
        Assert.InRange(failed.Value!.Value, failed.Low!.Value, failed.High!.Value);
        Assert.Equal(0, OddPlant.LastStep(OddRuns.StepFailedInsideLimits).Of("TestResultType"));
    }

    [Fact]
    public void Codes_are_ones_that_no_ordinary_run_has()
    {
        var ordinary = SamplePlant.Rows(PlantReading.Ordinary(300)).ToList();
        var (results, exits) = (Of(ordinary, "Result"), Of(ordinary, "ExitCode"));

        Assert.DoesNotContain(Result(OddRuns.ResultUnknown), results);
        Assert.DoesNotContain(Result(OddRuns.ResultNull), results);
        Assert.All(
            [OddRuns.Aborted, OddRuns.Fault, OddRuns.ExitCodeUnknown, OddRuns.ExitCodeNull],
            id => Assert.DoesNotContain(OddPlant.Runs[id].Of("ExitCode"), exits)
        );

        static HashSet<object?> Of(IEnumerable<PlantRow> rows, string column) =>
            rows.In("IndexData").Select(run => run.Of(column)).ToHashSet();
    }

    [Fact]
    public void Runs_without_steps_have_none() =>
        Assert.All([OddRuns.NoSteps, OddRuns.NoStepsFailed], id => Assert.Empty(OddPlant.Steps[id]));

    [Fact]
    public void Texts_hold_control_characters_and_surrogates_without_a_partner()
    {
        var control = (string)OddPlant.LastStep(OddRuns.ControlCharacters).Of("TestResult")!;
        var lone = (string)OddPlant.LastStep(OddRuns.LoneSurrogates).Of("TestResult")!;

        Assert.Contains('\0', control);
        Assert.Contains(lone.EnumerateRunes(), rune => rune == System.Text.Rune.ReplacementChar);
        Assert.DoesNotContain('\uFFFD', lone);
    }

    private static object? Result(Guid id) => OddPlant.Runs[id].Of("Result");

    private static (double? Value, double? Low, double? High) Step(Guid id)
    {
        var step = OddPlant.LastStep(id);
        return ((double?)step.Of("TestResult"), (double?)step.Of("LowLimit"), (double?)step.Of("HighLimit"));
    }
}
