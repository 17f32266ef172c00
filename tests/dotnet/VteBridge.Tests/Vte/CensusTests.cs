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
        ]);

        var days = await plant.ReadAsync((v, s) => CensusReader.OfRuns(v, s).CountByDayAsync(day, Stop));

        // The run that stands there twice counts once.
        Assert.Equal(
            [
                new DayCount(null, 1, 0),
                new DayCount(DateOnly.FromDateTime(day), 3, 1),
                new DayCount(DateOnly.FromDateTime(day.AddDays(1)), 1, 0),
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

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
}
