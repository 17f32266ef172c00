using VteBridge.Simulator.Vte;
using VteBridge.Vte;
using static VteBridge.Tests.Vte.PlantReading;

namespace VteBridge.Tests.Vte;

/// <summary>A unit that occurs twice, or whose history has no end.</summary>
public sealed class UnitRowTests : KeylessPlantTest
{
    [Fact]
    public async Task Endless_history_of_a_unit_is_bounded_and_counted()
    {
        Insert(_plant.Header(1, unit: UnitId), Unit(UnitId, "SN1"));
        Insert([
            .. Enumerable
                .Range(0, 1_234)
                .Select(n => new PlantRow(
                    "UutHistory",
                    ["Uut_GUID", "Timestamp", "Event"],
                    [UnitId, _plant.Now.AddDays(-90).AddMinutes(n), $"event {n}"]
                )),
        ]);

        var run = Assert.Single(await RunsAsync());

        Assert.Equal((1_000, "event 0"), (run.History.Count, run.History[0].Event));
        Assert.Equal(["rows-cut:1000 of 1234 of UutHistory"], run.ReadFlags);
    }

    [Fact]
    public async Task Unit_twice_with_two_serials_makes_runs_unreadable()
    {
        Insert(_plant.Header(1, unit: UnitId), Unit(UnitId, "SN1"), Unit(UnitId, "SN2"));

        var page = await HeadersAsync();

        Assert.Empty(page.Headers);
        var unreadable = Assert.Single(page.Unreadable);
        Assert.Equal(UnreadableCauses.DuplicateUnit, unreadable.Cause);
        Assert.Contains("\"SN1\" and \"SN2\"", unreadable.What);
    }

    [Theory]
    [InlineData("A", "B")]
    [InlineData("B", "A")]
    public async Task Unit_twice_with_one_serial_gives_same_run_in_any_order(string first, string second)
    {
        Insert(_plant.Header(1, unit: UnitId), Unit(UnitId, "SN1", first), Unit(UnitId, "SN1", second), Numeric(1, 1));

        var run = Assert.Single(await RunsAsync());

        Assert.Equal("A", run.Uut!.Revision);
        Assert.Equal([ReadFlags.DuplicateMasterData], run.ReadFlags);
        Assert.Single(run.Steps);
    }
}
