using System.Reflection;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
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

    /// <summary>The rows of <see cref="OddRuns"/> must never change by accident: an intended change also changes the hash here.</summary>
    [Fact]
    public void Their_rows_are_the_same_on_every_machine_and_from_one_version_to_the_next()
    {
        var rows = string.Join('\n', OddPlant.Rows.Lines());
        var hash = SHA256.HashData(MemoryMarshal.AsBytes(rows.AsSpan()));

        Assert.Equal("9ad65a5a02088c9a234cdd795d4f57d0", Convert.ToHexStringLower(hash.AsSpan(0, 16)));
    }

    [Fact]
    public void Their_codes_are_ones_that_no_ordinary_run_has()
    {
        var ordinary = SamplePlant.Rows(PlantReading.Ordinary(300)).In("IndexData").ToList();
        var (results, exits) = (
            ordinary.Select(run => run.Of("Result")).ToHashSet(),
            ordinary.Select(run => run.Of("ExitCode")).ToHashSet()
        );

        Assert.All(
            [OddRuns.ResultUnknown, OddRuns.ResultNull],
            id => Assert.DoesNotContain(OddPlant.Runs[id].Of("Result"), results)
        );
        Assert.All(
            [OddRuns.Aborted, OddRuns.Fault, OddRuns.ExitCodeUnknown, OddRuns.ExitCodeNull],
            id => Assert.DoesNotContain(OddPlant.Runs[id].Of("ExitCode"), exits)
        );
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
}
