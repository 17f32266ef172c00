using VteBridge.Simulator.Vte.Plant;

namespace VteBridge.Tests.Simulator.Plant;

public sealed class SamplePlantTests
{
    [Fact]
    public void Equal_options_give_equal_rows_in_the_same_order() =>
        Assert.Equal(
            SamplePlant.Rows(new PlantOptions { Runs = 300 }).Lines(),
            SamplePlant.Rows(new PlantOptions { Runs = 300 }).Lines()
        );

    [Fact]
    public void Another_seed_gives_other_runs()
    {
        var seven = Ids(new PlantOptions { Runs = 50, OddRuns = false });
        var eight = Ids(
            new PlantOptions
            {
                Runs = 50,
                OddRuns = false,
                Seed = 8,
            }
        );

        Assert.Empty(seven.Intersect(eight));
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(777, true)]
    [InlineData(3, false)]
    [InlineData(0, false)]
    public void The_number_of_runs_is_exactly_the_one_asked_for(int runs, bool oddRuns)
    {
        var ids = Ids(new PlantOptions { Runs = runs, OddRuns = oddRuns });

        Assert.Equal(runs, ids.Count);
        Assert.Equal(runs, ids.Distinct().Count());
    }

    [Fact]
    public void A_large_plant_needs_no_memory_because_rows_are_made_while_they_are_read()
    {
        var options = new PlantOptions
        {
            Runs = 200_000,
            OddRuns = false,
            Steps = 1,
        };
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Equal(1000, SamplePlant.Rows(options).Take(1000).Count());

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000_000);
    }

    [Fact]
    public void The_master_data_comes_first_and_is_as_large_as_described()
    {
        var rows = SamplePlant.Rows(PlantReading.Ordinary(10)).ToList();
        var master = rows.TakeWhile(row => row.Table != "UutData").ToList();

        Assert.Equal(2, master.In("TestSystems").Select(system => system.Of("Site")).Distinct().Count());
        Assert.Equal(
            (4, 12, 6, 10),
            (
                master.In("TestSystems").Count(),
                master.In("Users").Count(),
                master.In("Products").Count(),
                master.In("Testplans").Count()
            )
        );
        Assert.Single(master.In("Testplans"), testplan => (bool)testplan.Of("IsSystemTest")!);
        Assert.Empty(rows.Skip(master.Count).In("Users"));
    }

    [Fact]
    public void Every_password_is_a_canary_of_its_own()
    {
        var passwords = SamplePlant
            .Rows(PlantReading.Ordinary(0))
            .In("Users")
            .Select(user => (string)user.Of("Password")!)
            .ToList();

        Assert.All(passwords, password => Assert.StartsWith(SamplePlant.CanaryPrefix, password));
        Assert.Equal(12, passwords.Distinct().Count());
    }

    [Fact]
    public void A_fixed_number_of_steps_gives_every_run_so_many_numbers_and_nothing_else()
    {
        var rows = SamplePlant
            .Rows(
                new PlantOptions
                {
                    Runs = 60,
                    OddRuns = false,
                    Steps = 333,
                }
            )
            .ToList();

        Assert.Empty(rows.In("TestDataText").Concat(rows.In("TestDataOther")));
        Assert.Equal(
            60,
            rows.In("TestDataNumeric").CountBy(step => step.Of("Index_GUID")!).Count(run => run.Value == 333)
        );
    }

    [Fact]
    public void A_live_run_is_at_the_time_asked_for_and_belongs_to_the_same_plant()
    {
        var at = new DateTime(2026, 3, 4, 9, 30, 0);
        var rows = SamplePlant.LiveRun(5, at, seed: 7);
        var run = Assert.Single(rows.In("IndexData"));
        var systems = SamplePlant
            .Rows(PlantReading.Ordinary(0))
            .In("TestSystems")
            .Select(system => system.Of("Testsystem_GUID"));

        Assert.Equal(at, run.Of("Timestamp"));
        Assert.Contains(run.Of("Testsystem_GUID"), systems);
        Assert.Contains(rows.In("UutData"), unit => Equals(unit.Of("Uut_GUID"), run.Of("Uut_GUID")));
        Assert.Equal(rows.Lines(), SamplePlant.LiveRun(5, at, seed: 7).Lines());
        Assert.NotEqual(
            run.Of("Index_GUID"),
            SamplePlant.LiveRun(6, at, seed: 7).In("IndexData").Single().Of("Index_GUID")
        );
    }

    private static List<Guid> Ids(PlantOptions options) =>
        SamplePlant.Rows(options).In("IndexData").Select(run => (Guid)run.Of("Index_GUID")!).ToList();
}
