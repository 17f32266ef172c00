using VteBridge.Simulator.Vte;
using VteBridge.Simulator.Vte.Plant;

namespace VteBridge.Tests.Simulator.Plant;

public sealed class LaterChangesTests
{
    private static readonly PlantOptions Options = new() { Runs = 200 };
    private static readonly List<PlantRow> Plant = SamplePlant.Rows(Options).ToList();

    [Fact]
    public void What_comes_later_is_not_in_the_plant_yet()
    {
        var later = new[]
        {
            LaterChanges.LateRun(Options),
            LaterChanges.FarTooLateRun(Options),
            LaterChanges.GrowingRunHeader(Options),
        };
        var ids = later.Select(rows => (Guid)rows.In("IndexData").Single().Of("Index_GUID")!).ToList();

        Assert.Equal([LaterChanges.LateRunId, LaterChanges.FarTooLateRunId, LaterChanges.GrowingRunId], ids);
        Assert.Empty(Plant.In("IndexData").Select(run => (Guid)run.Of("Index_GUID")!).Intersect(ids));
    }

    [Fact]
    public void A_late_run_lies_before_runs_that_were_there_earlier()
    {
        var late = LaterChanges.LateRun(Options).In("IndexData").Single();

        Assert.Contains(
            Plant.In("IndexData"),
            run =>
                (DateTime)run.Of("Timestamp")! > (DateTime)late.Of("Timestamp")!
                && (DateTime)run.Of("Timestamp")! < PlantOptions.DefaultUntil
        );
    }

    [Fact]
    public void A_growing_run_gets_its_six_steps_afterwards()
    {
        Assert.Equal(["UutData", "IndexData"], LaterChanges.GrowingRunHeader(Options).Select(row => row.Table));
        Assert.Equal(6, LaterChanges.GrowingRunSteps(Options).In("TestDataNumeric").Count());
        Assert.All(
            LaterChanges.GrowingRunSteps(Options),
            step => Assert.Equal(LaterChanges.GrowingRunId, step.Of("Index_GUID"))
        );
    }

    [Fact]
    public void A_later_repair_belongs_to_a_failed_run_of_the_plant()
    {
        var repair = LaterChanges.LaterRepair(Options).In("RepairData").Single();
        var run = Plant.In("IndexData").Single(it => Equals(it.Of("Index_GUID"), repair.Of("Index_GUID")));

        Assert.Equal(0, run.Of("Result"));
        Assert.True((DateTime)repair.Of("Timestamp")! > (DateTime)run.Of("Timestamp")!);
    }

    [Fact]
    public void An_edit_changes_a_value_of_a_run_of_the_plant() =>
        Assert.All(
            [LaterChanges.Edit(Options), LaterChanges.LongAgoEdit(Options)],
            edit =>
            {
                var row = Plant.In(edit.Table).Single(it => Equals(it.Of(edit.KeyColumn), edit.Key));
                Assert.NotEqual(edit.Value, row.Of(edit.Column));
            }
        );
}
