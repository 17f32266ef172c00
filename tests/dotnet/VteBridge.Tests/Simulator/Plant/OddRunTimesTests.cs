using VteBridge.Simulator.Vte;
using VteBridge.Simulator.Vte.Plant;

namespace VteBridge.Tests.Simulator.Plant;

public sealed class OddRunTimesTests
{
    [Fact]
    public void Fifty_runs_share_a_datetime_and_SQL_Server_sorts_them_otherwise_than_NET()
    {
        var times = OddRuns.SameMillisecond.Select(id => OddPlant.Runs[id].Of("Timestamp")).Distinct();
        var ids = OddRuns.SameMillisecond.Order().ToList();

        Assert.Single(times);
        Assert.Equal(50, ids.Distinct().Count());
        Assert.NotEqual(ids, ids.OrderBy(id => new System.Data.SqlTypes.SqlGuid(id)));
    }

    [Fact]
    public void Adjacent_stamps_read_as_000_003_007_and_010() =>
        Assert.Equal([0, 3, 7, 10], OddRuns.AdjacentStamps.Select(id => OddPlant.Time(id).Millisecond));

    [Theory]
    [InlineData("2026-02-02", "2025-03-30", "2025-10-26")]
    [InlineData("2026-06-01", "2026-03-29", "2025-10-26")]
    [InlineData("2026-12-01", "2026-03-29", "2026-10-25")]
    public void Changed_hours_are_those_of_the_last_change_before_the_end(string until, string skipped, string repeated)
    {
        var oslo = ServerZone.Of("Europe/Oslo");
        var runs = SamplePlant
            .Rows(new PlantOptions { Runs = 0, Until = DateTime.Parse(until, null) })
            .In("IndexData")
            .ToDictionary(run => (Guid)run.Of("Index_GUID")!, run => (DateTime)run.Of("Timestamp")!);

        Assert.Equal(DateTime.Parse(skipped, null).AddHours(2.5), runs[OddRuns.SkippedHour]);
        Assert.Equal(0, oslo.Occurrences(runs[OddRuns.SkippedHour]));
        Assert.All(
            OddRuns.RepeatedHour,
            id =>
            {
                Assert.Equal(DateTime.Parse(repeated, null).AddHours(2.5), runs[id]);
                Assert.Equal(2, oslo.Occurrences(runs[id]));
            }
        );
    }

    [Fact]
    public void Only_the_future_run_lies_after_the_end() =>
        Assert.Equal([OddRuns.Future], OddPlant.Runs.Keys.Where(id => OddPlant.Time(id) > PlantOptions.DefaultUntil));

    [Fact]
    public void Runs_of_the_same_start_share_serial_product_testplan_and_time()
    {
        string[] shared = ["Timestamp", "Uut_GUID", "Product_GUID", "Testplan_GUID"];

        Assert.All(
            shared,
            column => Assert.Single(OddRuns.SameStart.Select(id => OddPlant.Runs[id].Of(column)).Distinct())
        );
    }
}
