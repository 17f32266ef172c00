using VteBridge.Simulator.Vte;
using VteBridge.Simulator.Vte.Plant;

namespace VteBridge.Tests.Simulator.Plant;

public sealed class OrdinaryRunsTests
{
    private static readonly List<PlantRow> Rows = SamplePlant.Rows(PlantReading.Ordinary(1500)).ToList();
    private static readonly List<PlantRow> Runs = Rows.In("IndexData").ToList();

    [Fact]
    public void About_92_percent_of_the_runs_sync()
    {
        var passed = Runs.Count(run => (int?)run.Of("Result") == 1) / (double)Runs.Count;

        Assert.InRange(passed, 0.90, 0.94);
    }

    [Fact]
    public void A_run_fails_exactly_when_one_of_its_values_is_outside_its_limits()
    {
        var outside = Rows.In("TestDataNumeric").Where(Outside).Select(step => step.Of("Index_GUID")).ToHashSet();

        Assert.NotEmpty(outside);
        Assert.All(Runs, run => Assert.Equal((int?)run.Of("Result") == 0, outside.Contains(run.Of("Index_GUID"))));
    }

    [Fact]
    public void A_step_has_the_failing_result_type_exactly_when_its_value_is_outside_its_limits() =>
        Assert.All(
            Rows.In("TestDataNumeric"),
            step => Assert.Equal(Outside(step) ? 0 : 1, (int?)step.Of("TestResultType"))
        );

    [Fact]
    public void A_run_has_10_to_200_steps()
    {
        var counts = Rows.Where(IsStep).CountBy(step => (Guid)step.Of("Index_GUID")!).ToDictionary();

        Assert.Equal(Runs.Count, counts.Count);
        Assert.All(counts.Values, count => Assert.InRange(count, 10, 200));
    }

    [Fact]
    public void The_steps_of_a_testplan_have_unique_names_and_are_the_same_in_every_run()
    {
        var steps = Rows.Where(IsStep).ToLookup(step => step.Of("Index_GUID"));
        var testplans = Runs.Where(run => (int?)run.Of("ExitCode") == 0).GroupBy(run => run.Of("Testplan_GUID"));

        Assert.All(
            testplans,
            testplan =>
                Assert.Single(testplan.Select(run => string.Join('\n', Names(steps[run.Of("Index_GUID")]))).Distinct())
        );
        Assert.All(steps, run => Assert.Equal(run.Count(), Names(run).Distinct().Count()));
    }

    [Fact]
    public void Numbers_have_limits_of_every_kind()
    {
        var kinds = Rows.In("TestDataNumeric")
            .Select(step => (step.Of("LowLimit") is null, step.Of("HighLimit") is null))
            .Distinct();

        Assert.Equal(4, kinds.Count());
    }

    [Fact]
    public void Runs_come_in_the_order_of_their_time_within_30_days_and_never_at_night()
    {
        var times = Runs.Select(run => (DateTime)run.Of("Timestamp")!).ToList();

        Assert.Equal(times.Order(), times);
        Assert.All(times, time => Assert.InRange(time, new DateTime(2026, 1, 3, 12, 0, 0), PlantOptions.DefaultUntil));
        Assert.All(times, time => Assert.InRange(time.Hour, 6, 22));
    }

    [Fact]
    public void Failed_units_come_again_and_some_are_repaired_between()
    {
        var attempts = Runs.GroupBy(run => (run.Of("Uut_GUID"), run.Of("Testplan_GUID")))
            .Where(unit => unit.Count() > 1);
        var failed = Runs.Where(run => (int?)run.Of("Result") == 0).Select(run => run.Of("Index_GUID")).ToHashSet();

        Assert.NotEmpty(attempts);
        Assert.All(attempts, unit => Assert.All(unit.SkipLast(1), run => Assert.Equal(0, (int?)run.Of("Result"))));
        Assert.InRange(Rows.In("RepairData").Count(), failed.Count / 3, failed.Count * 3 / 4);
        Assert.All(Rows.In("RepairData"), repair => Assert.Contains(repair.Of("Index_GUID"), failed));
    }

    [Fact]
    public void No_ordinary_run_is_a_system_test_or_without_a_serial()
    {
        var systemTests = Rows.In("Testplans")
            .Where(row => (bool)row.Of("IsSystemTest")!)
            .Select(row => row.Of("Testplan_GUID"));
        var serials = Rows.In("UutData").ToDictionary(unit => unit.Of("Uut_GUID")!, unit => (string?)unit.Of("Serial"));

        Assert.Empty(Runs.Select(run => run.Of("Testplan_GUID")).Intersect(systemTests));
        Assert.All(Runs, run => Assert.False(string.IsNullOrWhiteSpace(serials[run.Of("Uut_GUID")!])));
    }

    private static bool IsStep(PlantRow row) => row.Table.StartsWith("TestData", StringComparison.Ordinal);

    private static IEnumerable<string> Names(IEnumerable<PlantRow> steps) =>
        steps.OrderBy(step => (int?)step.Of("TestStepNumber")).Select(step => (string)step.Of("TestName")!);

    private static bool Outside(PlantRow step) =>
        step.Of("TestResult") is double value
        && (value < (double?)step.Of("LowLimit") || value > (double?)step.Of("HighLimit"));
}
