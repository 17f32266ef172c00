using VteBridge.Simulator.Vte;
using VteBridge.Simulator.Vte.Plant;
using VteBridge.Tests.EndToEnd;
using VteBridge.Tests.Simulator.Vte;

namespace VteBridge.Tests.Vte;

/// <summary>The same rows must give the same report, byte for byte; otherwise each reading would look like an edit.</summary>
public sealed class StepOrderTests
{
    [Fact]
    public async Task Rows_of_one_step_number_without_row_order_come_by_name()
    {
        var rows = new PlantOptions { Runs = 0, OddRuns = false };
        var ddl = ReferenceSchema.Ddl(rows.Schema).Replace("TestData_ID", "Counter", StringComparison.Ordinal);
        await using var plant = await Plant.StartAsync(rows, ddl);
        Insert(plant, 1, "Late", "Early", "Middle");
        Insert(plant, 2, "Middle", "Late", "Early");

        var runs = await plant.RunsAsync();

        Assert.All(runs, run => Assert.Equal(["Early", "Late", "Middle"], run.Steps.Select(s => s.Name)));
        Assert.Equal(2, runs.Count);
    }

    [Fact]
    public async Task Rows_of_one_step_number_with_row_order_come_as_entered()
    {
        await using var plant = await Plant.EmptyAsync();
        Insert(plant, 1, "Late", "Early", "Middle");

        Assert.Equal(["Late", "Early", "Middle"], Assert.Single(await plant.RunsAsync()).Steps.Select(s => s.Name));
    }

    private static void Insert(Plant plant, int number, params string[] names)
    {
        var run = Guid.Parse($"{number:d32}");
        plant.Database.Insert([
            new PlantRow(
                "IndexData",
                ["Index_GUID", "Timestamp", "Result"],
                [run, plant.Now.AddHours(-1).AddSeconds(number), 1]
            ),
            .. names.Select(name => new PlantRow(
                "TestDataNumeric",
                ["Index_GUID", "TestStepNumber", "TestName", "TestResult", "TestResultType"],
                [run, 7, name, 1.5, 1]
            )),
        ]);
    }
}
