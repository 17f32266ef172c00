using VteBridge.Simulator.Vte;
using VteBridge.Simulator.Vte.Plant;
using VteBridge.Tests.EndToEnd;
using VteBridge.Vte.Reading;
using static VteBridge.Tests.Vte.PlantReading;

namespace VteBridge.Tests.Vte;

public sealed class CensusTests
{
    [Fact]
    public async Task Days_are_counted_with_rows_that_no_page_meets()
    {
        await using var plant = await KeylessAsync();
        var day = plant.Now.Date.AddDays(-3);
        plant.Database.Insert([
            Header(Run(1), day),
            Header(Run(2), day.AddHours(23).AddMinutes(59).AddSeconds(59.997)),
            Header(Run(2), day.AddHours(1), result: 0),
            Header(null, day.AddHours(1)),
            Header(Run(3), day.AddDays(1)),
            Header(Run(4), null),
            Header(Run(5), day.AddDays(-1)),
            // Copies of a run on two days, on one before the first day, and one without a time.
            Header(Run(6), day.AddDays(1)),
            Header(Run(6), day.AddDays(2), result: 0),
            Header(Run(7), day.AddDays(-1)),
            Header(Run(7), day.AddDays(2)),
            Header(Run(8), null),
            Header(Run(8), day),
            Header(null, null),
            Header(null, null),
        ]);

        var days = await plant.ReadAsync((v, s) => CensusReader.OfRuns(v, s).CountByDayAsync(day, Stop));

        // A run that occurs several times counts once, on its first day.
        Assert.Equal(
            [
                new DayCount(null, 4, 2),
                new DayCount(DateOnly.FromDateTime(day), 3, 1),
                new DayCount(DateOnly.FromDateTime(day.AddDays(1)), 2, 0),
            ],
            days
        );
    }

    [Fact]
    public async Task Every_run_and_repair_of_a_plant_is_counted()
    {
        await using var plant = await Plant.StartAsync(new PlantOptions { Runs = 300 });

        var (runs, repairs) = await plant.ReadAsync(
            async (v, s) =>
                (
                    await CensusReader.OfRuns(v, s).CountByDayAsync(DateTime.MinValue, Stop),
                    await CensusReader.OfRepairs(v, s).CountByDayAsync(DateTime.MinValue, Stop)
                )
        );

        Assert.Equal(plant.Database.CountRows("IndexData"), runs.Sum(d => d.Count));
        Assert.Equal(plant.Database.CountRows("RepairData"), repairs.Sum(d => d.Count));
    }

    [Fact]
    public async Task Header_edit_changes_the_aggregate_of_its_day_only()
    {
        await using var plant = await Plant.EmptyAsync();
        var day = plant.Now.Date.AddDays(-3);
        plant.Database.Insert([Header(Run(1), day), Header(Run(2), day), Header(Run(3), day.AddDays(1))]);

        var (before, after) = await plant.ReadAsync(
            async (v, s) =>
            {
                var reader = CensusReader.OfRuns(v, s);
                var before = await reader.AggregateByDayAsync(day, plant.Now, Stop);
                plant.Database.Update("IndexData", "Index_GUID", Run(2), "Info3", "edited");
                return (before!, (await reader.AggregateByDayAsync(day, plant.Now, Stop))!);
            }
        );

        Assert.Equal([2L, 1L], before.Select(d => d.Count));
        Assert.NotEqual(before[0], after[0]);
        Assert.Equal(before[1], after[1]);
    }

    [Fact]
    public async Task Aggregate_is_over_ids_too_and_repairs_have_one()
    {
        await using var plant = await Plant.StartAsync(new PlantOptions { Runs = 300 });

        var (before, after, repairs) = await plant.ReadAsync(
            async (v, s) =>
            {
                var reader = CensusReader.OfRuns(v, s);
                var before = await reader.AggregateByDayAsync(DateTime.MinValue, plant.Now, Stop);
                plant.AddRun(minutesAgo: 5, sequence: 1);
                var after = await reader.AggregateByDayAsync(DateTime.MinValue, plant.Now, Stop);
                var repairs = await CensusReader
                    .OfRepairs(v, s)
                    .AggregateByDayAsync(DateTime.MinValue, plant.Now, Stop);
                return (before!, after!, repairs!);
            }
        );

        Assert.Equal(DateOnly.FromDateTime(plant.Now), Assert.Single(after.Except(before)).Day);
        Assert.Equal(plant.Database.CountRows("RepairData"), repairs.Sum(d => d.Count));
    }

    [Fact]
    public async Task Server_without_checksum_functions_is_asked_once()
    {
        await using var plant = await Plant.StartAsync(new PlantOptions { Runs = 10, OddRuns = false });
        plant.Database.Catalog.MissingFunctions = new HashSet<string> { "CHECKSUM_AGG", "BINARY_CHECKSUM" };

        var (first, second, statements) = await plant.ReadAsync(
            async (v, s) =>
            {
                var reader = CensusReader.OfRuns(v, s);
                var first = await reader.AggregateByDayAsync(DateTime.MinValue, plant.Now, Stop);
                plant.Server.Statistics.Reset();
                var second = await reader.AggregateByDayAsync(DateTime.MinValue, plant.Now, Stop);
                return (first, second, plant.Server.Statistics.Statements);
            }
        );

        Assert.Null(first);
        Assert.Null(second);
        Assert.Equal(0, statements);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
}
