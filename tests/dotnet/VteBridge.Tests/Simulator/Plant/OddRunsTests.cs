using System.Reflection;
using VteBridge.Simulator.Vte;
using VteBridge.Simulator.Vte.Plant;

namespace VteBridge.Tests.Simulator.Plant;

public sealed class OddRunsTests
{
    [Fact]
    public void Every_id_is_in_the_plant_and_every_run_and_repair_has_an_id()
    {
        var written = OddPlant
            .Rows.In("RepairData")
            .Select(repair => (Guid)repair.Of("Repair_GUID")!)
            .Concat(OddPlant.Runs.Keys);

        Assert.Equal(Named().Order(), written.Order());
    }

    [Fact]
    public void There_are_fewer_than_200_so_that_a_plant_of_200_runs_holds_them() =>
        Assert.InRange(OddPlant.Runs.Count, 130, 199);

    [Fact]
    public void Ids_are_the_same_in_plants_of_another_seed_or_end()
    {
        var other = SamplePlant.Rows(
            new PlantOptions
            {
                Runs = 0,
                Seed = 99,
                Until = new DateTime(2031, 5, 5),
            }
        );

        Assert.Equal(OddPlant.Runs.Keys, other.In("IndexData").Select(run => (Guid)run.Of("Index_GUID")!));
    }

    [Fact]
    public void Ordinary_runs_are_the_same_with_and_without_them()
    {
        var with = SamplePlant.Rows(new PlantOptions { Runs = OddPlant.Runs.Count + 40 }).Lines().ToHashSet();
        var without = SamplePlant.Rows(PlantReading.Ordinary(40)).Lines();

        Assert.Subset(with, without.ToHashSet());
    }

    [Fact]
    public void Serials_are_missing_in_three_ways()
    {
        Assert.Null(Serial(OddRuns.SerialNull));
        Assert.Equal("", Serial(OddRuns.SerialEmpty));
        Assert.Equal("   ", Serial(OddRuns.SerialBlank));
    }

    [Fact]
    public void Each_reserved_character_stands_in_a_serial_and_in_a_part_number()
    {
        var partNumbers = OddPlant
            .Rows.In("Products")
            .ToDictionary(row => row.Of("Product_GUID")!, row => row.Of("PartNumber"));

        Assert.Equal(9, OddRuns.ReservedSerials.Count);
        Assert.All(OddRuns.ReservedSerials, reserved => Assert.Equal($"SN{reserved.Key}1", Serial(reserved.Value)));
        Assert.All(
            OddRuns.ReservedPartNumbers,
            reserved =>
                Assert.Equal($"PN{reserved.Key}1", partNumbers[OddPlant.Runs[reserved.Value].Of("Product_GUID")!])
        );
    }

    [Fact]
    public void References_dangle_and_names_are_kept()
    {
        var products = OddPlant.Rows.In("Products").Select(product => product.Of("Product_GUID")).ToHashSet();

        Assert.DoesNotContain(OddPlant.Runs[OddRuns.DanglingProduct].Of("Product_GUID"), products);
        Assert.NotNull(OddPlant.Runs[OddRuns.DanglingProduct].Of("ProductName"));
        Assert.DoesNotContain(
            OddPlant.Runs[OddRuns.DanglingUut].Of("Uut_GUID"),
            OddPlant.Rows.In("UutData").Select(unit => unit.Of("Uut_GUID"))
        );
    }

    [Fact]
    public void Rows_share_a_step_number_within_and_across_tables()
    {
        Assert.Equal(3, Shared(OddRuns.SameNumberNumeric).Count(step => step.Table == "TestDataNumeric"));
        Assert.Equal(3, Shared(OddRuns.SameNumberMixed).Select(step => step.Table).Distinct().Count());

        static List<PlantRow> Shared(Guid id) =>
            OddPlant.Steps[id].GroupBy(step => step.Of("TestStepNumber")).Single(number => number.Count() > 1).ToList();
    }

    [Fact]
    public void Sizes_are_those_that_the_names_say()
    {
        Assert.Equal(150, Text(OddRuns.StepNameOf150Characters, "TestName").Length);
        Assert.Equal(200_000, Text(OddRuns.TextOf200000Characters, "TestResult").Length);
        Assert.Equal(40, Text(OddRuns.UnitsOf40Characters, "TestUnits").Length);
        Assert.Equal(10_000, OddPlant.Steps[OddRuns.TenThousandSteps].Count());
        Assert.Equal(5 * 1024 * 1024, Blob(OddRuns.OtherBlobOf5Megabytes).Length);
        Assert.True(char.IsHighSurrogate(Text(OddRuns.SurrogatePairAtTheLimit, "TestName")[99]));
    }

    [Fact]
    public void Files_begin_as_their_kinds_do()
    {
        Assert.Equal("89504E470D0A1A0A", Begin(OddRuns.OtherPng, 8));
        Assert.Equal("FFD8FF", Begin(OddRuns.OtherJpeg, 3));
        Assert.Equal("424D", Begin(OddRuns.OtherBmp, 2));
        Assert.Equal("255044462D", Begin(OddRuns.OtherPdf, 5));
        Assert.Equal("504B0304", Begin(OddRuns.OtherZip, 4));

        static string Begin(Guid id, int length) => Convert.ToHexString(Blob(id)[..length]);
    }

    [Fact]
    public void Repairs_are_linked_by_run_by_unit_and_not_at_all()
    {
        var repairs = OddPlant.Rows.In("RepairData").ToDictionary(repair => (Guid)repair.Of("Repair_GUID")!);
        var (bySerial, around) = (repairs[OddRuns.RepairBySerial], OddRuns.RunsAroundRepair);

        Assert.Equal(OddRuns.RepairedRun, repairs[OddRuns.RepairOfRun].Of("Index_GUID"));
        Assert.Null(bySerial.Of("Index_GUID"));
        Assert.All(around, id => Assert.Equal(bySerial.Of("Uut_GUID"), OddPlant.Runs[id].Of("Uut_GUID")));
        Assert.InRange((DateTime)bySerial.Of("Timestamp")!, OddPlant.Time(around[1]), OddPlant.Time(around[2]));
        Assert.Null(repairs[OddRuns.RepairWithoutLink].Of("Uut_GUID"));
        Assert.All(OddRuns.TwoRepairs, id => Assert.Equal(OddRuns.TwiceRepairedRun, repairs[id].Of("Index_GUID")));
    }

    private static IEnumerable<Guid> Named() =>
        typeof(OddRuns)
            .GetFields(BindingFlags.Static | BindingFlags.NonPublic)
            .Where(field => field.IsAssembly)
            .SelectMany(field =>
                field.GetValue(null) switch
                {
                    Guid id => [id],
                    IReadOnlyList<Guid> ids => ids,
                    IReadOnlyDictionary<char, Guid> ids => ids.Values,
                    _ => Array.Empty<Guid>(),
                }
            );

    private static object? Serial(Guid id) =>
        OddPlant
            .Rows.In("UutData")
            .Single(unit => Equals(unit.Of("Uut_GUID"), OddPlant.Runs[id].Of("Uut_GUID")))
            .Of("Serial");

    private static string Text(Guid id, string column) =>
        OddPlant.Steps[id].Select(step => step.Of(column)).OfType<string>().MaxBy(text => text.Length)!;

    private static byte[] Blob(Guid id) => (byte[])OddPlant.Steps[id].In("TestDataOther").Single().Of("TestResult")!;
}
