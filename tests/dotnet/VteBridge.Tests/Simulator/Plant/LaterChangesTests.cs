using VteBridge.Simulator.Vte;
using VteBridge.Simulator.Vte.Plant;

namespace VteBridge.Tests.Simulator.Plant;

public sealed class LaterChangesTests
{
    private static readonly PlantOptions Options = new() { Runs = 200 };
    private static readonly List<PlantRow> Plant = SamplePlant.Rows(Options).ToList();

    [Fact]
    public void A_late_run_is_not_in_the_plant_yet_and_lies_before_runs_that_are()
    {
        var late = LaterChanges.LateRun(Options).In("IndexData").Single();

        Assert.Equal(LaterChanges.LateRunId, late.Of("Index_GUID"));
        Assert.DoesNotContain(Plant.In("IndexData"), run => Equals(run.Of("Index_GUID"), LaterChanges.LateRunId));
        Assert.Contains(
            Plant.In("IndexData"),
            run =>
                (DateTime)run.Of("Timestamp")! > (DateTime)late.Of("Timestamp")!
                && (DateTime)run.Of("Timestamp")! < PlantOptions.DefaultUntil
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
    public void An_edit_changes_a_value_of_a_run_of_the_plant()
    {
        var edit = LaterChanges.Edit(Options);
        var row = Plant.In(edit.Table).Single(it => Equals(it.Of(edit.KeyColumn), edit.Key));
        Assert.NotEqual(edit.Value, row.Of(edit.Column));
    }
}
