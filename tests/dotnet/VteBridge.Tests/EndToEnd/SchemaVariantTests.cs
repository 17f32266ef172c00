using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using VteBridge.Configuration;
using VteBridge.Core;
using VteBridge.Simulator.Vte.Plant;
using VteBridge.Tests.Simulator.Vte;

namespace VteBridge.Tests.EndToEnd;

/// <summary>The same plant in other schemas: every run that the schema can hold has the same outcome.</summary>
[Collection(SyncedPlantCollection.Name)]
public sealed partial class SchemaVariantTests(SyncedPlant reference)
{
    [Fact]
    public async Task Version_9_2_gives_the_outcomes_of_9_31_and_has_no_repairs()
    {
        await using var plant = await Plant.StartAsync(reference.Plant.Rows with { Schema = "9.2" });
        plant.Options = plant.Options with { Vte = plant.Options.Vte with { Schema = "vte" } };

        var summary = await plant.SyncAsync();

        // This run's unit has no row, but 9.2 keeps the serial with the run.
        Assert.Equal(
            Outcomes(reference.Plant).Where(o => o.Id != OddRuns.DanglingUut),
            Outcomes(plant).Where(o => o.Id != OddRuns.DanglingUut)
        );
        Assert.Equal(0, summary.RepairsRead);
        Assert.Equal(0, (await plant.SyncAsync()).Queued);
    }

    [Fact]
    public async Task Doctor_misses_no_column_of_9_31() =>
        Assert.DoesNotContain("IndexData lacks", (await reference.Plant.RunAsync("doctor")).Output);

    [Fact]
    public async Task Doctor_says_when_the_server_sums_up_no_days()
    {
        await using var plant = await Plant.EmptyAsync();
        Assert.DoesNotContain("no CHECKSUM_AGG", (await plant.RunAsync("doctor")).Output);
        plant.Database.Catalog.MissingFunctions = new HashSet<string> { "CHECKSUM_AGG" };
        Assert.Contains("the server has no CHECKSUM_AGG", (await plant.RunAsync("doctor")).Output);
    }

    [Fact]
    public async Task Replay_of_a_cause_that_is_none_names_those_there_are()
    {
        var replayed = await reference.Plant.RunAsync("replay", "--cause", "no-serail");
        Assert.Equal(0, replayed.Code);
        Assert.Contains("Causes now: no-serial, ", replayed.Output + replayed.Errors);
    }

    [Fact]
    public async Task Names_that_nobody_would_guess_are_found_by_overrides_and_give_the_same_outcomes()
    {
        await using var plant = await Plant.StartAsync(reference.Plant.Rows with { Schema = "custom" });
        plant.Options = plant.Options with { Vte = Overridden(plant.Options.Vte) };

        var summary = await plant.SyncAsync();

        Assert.Equal(Outcomes(reference.Plant), Outcomes(plant));
        Assert.Equal(reference.First.RepairsRead, summary.RepairsRead);
        Assert.Equal(0, (await plant.SyncAsync()).Queued);
        var explained = await plant.RunAsync("explain", $"{plant.Reports().Keys.First()}");
        Assert.Contains(".Verdict", explained.Output);
        Assert.DoesNotContain("IndexData.Result", explained.Output);
    }

    [Fact]
    public async Task Timestamps_kept_to_the_minute_lose_no_run()
    {
        var ddl = SmallTimestamps().Replace(ReferenceSchema.Ddl(), "[Timestamp] smalldatetime NOT NULL");
        Assert.Contains("smalldatetime", ddl);
        await using var plant = await Plant.StartAsync(new PlantOptions { Runs = 0, OddRuns = false }, ddl);
        for (var run = 0; run < 30; run++)
            plant.AddRun(minutesAgo: 60 + run / 10, run);
        plant.Options = plant.Options with { Vte = plant.Options.Vte with { PageSize = 7 } };

        await plant.SyncAsync();

        Assert.Equal(30, plant.Reports().Count);
        Assert.Equal(0, (await plant.SyncAsync()).Queued);
    }

    [Fact]
    public async Task Timestamps_kept_to_100_nanoseconds_lose_no_run()
    {
        await using var plant = await Plant.StartAsync(
            new PlantOptions
            {
                Runs = 0,
                OddRuns = false,
                Schema = "9.2",
            }
        );
        plant.Options = plant.Options with { Vte = plant.Options.Vte with { Schema = "vte", PageSize = 7 } };
        for (var run = 0; run < 30; run++)
            plant.AddRun(minutesAgo: 60 + TimeSpan.FromTicks(run / 3).TotalMinutes, run);

        await plant.SyncAsync();

        Assert.Equal(30, plant.Reports().Count);
        Assert.Equal(0, (await plant.SyncAsync()).Queued);
    }

    [Fact]
    public async Task A_site_without_repair_tables_works_and_doctor_says_so()
    {
        var ddl = RepairTables().Replace(ReferenceSchema.Ddl(), "");
        Assert.DoesNotContain("RepairData", ddl);
        await using var plant = await Plant.StartAsync(new PlantOptions { Runs = 0, OddRuns = false }, ddl);
        plant.AddRun(minutesAgo: 20, sequence: 1);

        Assert.Equal((1, 0), (await plant.SyncAsync()) is var s ? (s.Queued, s.RepairsRead) : default);
        var doctor = await plant.RunAsync("doctor", "--json");
        Assert.Contains("RepairData", doctor.Json["findings"]!.ToJsonString());
        Assert.Equal(0, doctor.Code);
    }

    internal static VteOptions Overridden(VteOptions options)
    {
        var section = JsonNode.Parse(Repository.Text("tests/data/vte-custom.overrides.json"))!["Vte"]!;
        return options with
        {
            Schema = (string)section["Schema"]!,
            Columns = section["Columns"]!.AsObject().ToDictionary(c => c.Key, c => (string)c.Value!),
        };
    }

    private static List<(Guid Id, Outcome Outcome, Verdict? Verdict)> Outcomes(Plant plant) =>
        [
            .. plant
                .Recorded()
                .Where(e => e.Kind == ReportKind.Run)
                .Select(e => (e.Id, e.Outcome, e.Verdict))
                .OrderBy(o => o.Item1),
        ];

    [GeneratedRegex(@"\[Timestamp\] datetime NOT NULL")]
    private static partial Regex SmallTimestamps();

    [GeneratedRegex(@"CREATE (TABLE|(CLUSTERED )?INDEX)[^;]*?\[Repair\w+\][^;]*;\s*GO", RegexOptions.Singleline)]
    private static partial Regex RepairTables();
}
