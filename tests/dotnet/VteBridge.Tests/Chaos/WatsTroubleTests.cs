using VteBridge.Configuration;
using VteBridge.Simulator.Vte.Plant;
using VteBridge.Simulator.Wats;
using VteBridge.Simulator.Wats.Faults;
using VteBridge.Tests.EndToEnd;

namespace VteBridge.Tests.Chaos;

/// <summary>A WATS that is slow, refuses everything, or changes its behaviour during an upload; with both uploading destinations.</summary>
public sealed class WatsTroubleTests
{
    private static readonly Dictionary<string, Fault> Troubles = new()
    {
        ["never answers"] = new() { Kind = FaultKind.Hang, Times = null },
        ["takes the report and never answers"] = new()
        {
            Kind = FaultKind.Hang,
            Stored = true,
            Times = null,
        },
        ["no longer takes the token"] = new() { Status = 401, Every = 30 },
        ["takes no token at all"] = new() { Status = 401, Times = null },
        ["answers 503 in the middle"] = new()
        {
            Status = 503,
            Every = 20,
            Times = null,
        },
        ["breaks every tenth connection"] = new()
        {
            Kind = FaultKind.Drop,
            Stored = true,
            Every = 10,
            Times = null,
        },
    };

    public static TheoryData<string> Destinations => [DestinationNames.Sidecar, DestinationNames.Wats];

    public static TheoryData<string, string> Cases =>
        [.. Destinations.SelectMany(destination => Troubles.Keys.Select(trouble => (destination.Data, trouble)))];

    [Theory(Timeout = 600_000)]
    [MemberData(nameof(Cases))]
    public async Task What_WATS_does_not_take_now_is_there_once_it_does(string destination, string trouble)
    {
        SkipWithoutPython(destination);
        var fault = Troubles[trouble];
        Assert.SkipUnless(
            ChaosScale.IsFull || destination == DestinationNames.Wats || fault.Status == 401,
            "with Python it takes seconds each: scripts/chaos"
        );
        using var tally = new Tally($"WATS in trouble, by {destination}");
        await using var plant = await ChaosPlant.TidyAsync(runs: 60);
        var expected = await plant.UndisturbedAsync();
        using var folder = new WorkFolder();
        await using var wats = await WatsServer.StartAsync(new WatsServerOptions { Clock = plant.Clock });
        wats.Faults.Add(fault);
        var options = Options(plant.Options(folder, destination, pageSize: 50), folder, wats);
        var story = $"{destination}: WATS {trouble}";

        var first = await plant.CycleAsync(options, time: TimeProvider.System);
        Assert.True(wats.Counters.Values.Faulted > 0, story);
        Assert.True((fault.Status == 401) == (first.DestinationTrouble?.Contains("API token") == true), story);
        wats.Faults.Clear();
        var problems = await SettleAsync(plant, options, folder);

        problems.AddRange(expected.Differences(Expected.Read(folder)));
        problems.AddRange(InWats.Problems(wats, folder, expected));
        var received = wats.Counters.Values.Received;
        var last = await plant.CycleAsync(options, time: TimeProvider.System);
        List<string> duplicates = [.. InWats.TooMany(wats, expected)];
        if (last.DestinationTrouble is not null || wats.Counters.Values.Received != received)
            duplicates.Add($"one more cycle sent {wats.Counters.Values.Received - received}");
        tally.Add(story, problems, duplicates, expected.Reports.Count, faults: 1);
        tally.AssertNothingLostAndNothingTwice();
    }

    [Theory(Timeout = 900_000)]
    [MemberData(nameof(Destinations))]
    public async Task A_backfill_ends_by_itself_with_a_WATS_that_takes_a_quarter_of_it_at_once(string destination)
    {
        SkipWithoutPython(destination);
        // A full run uses the limit that WATS's cloud is said to have; a quick one uses a similar limit that takes seconds.
        var (runs, limit, seconds) = ChaosScale.IsFull ? (2000, 500, 60) : (120, 30, 3);
        using var tally = new Tally($"{limit} reports in {seconds} s, by {destination}");
        await using var plant = await Plant.StartAsync(
            new PlantOptions
            {
                Runs = runs,
                OddRuns = false,
                Steps = 3,
            }
        );
        using var folder = new WorkFolder();
        await using var wats = await WatsServer.StartAsync(new WatsServerOptions { KeepBodies = false });
        wats.Faults.Limit = new RateLimit(limit, seconds, SendsRetryAfter: destination == DestinationNames.Sidecar);
        plant.Options = Options(
            plant.Options with
            {
                Delivery = plant.Options.Delivery with { Destination = destination, Folder = folder.Destination },
            },
            folder,
            wats
        );
        var reports = SamplePlant.Rows(plant.Rows).Count(row => row.Table is "IndexData" or "RepairData");

        var end = await plant.RunAsync("backfill", "--from", "2000-01-01", "--json");

        List<string> lost = end.Code == 0 ? [] : [$"backfill ended with {end.Code}: {end.Errors}"];
        if (wats.Store.Count != reports)
            lost.Add($"{wats.Store.Count} of {reports} are in WATS");
        List<string> twice = wats.Counters.Values.OverwrittenById == 0 ? [] : ["some were sent twice"];
        tally.Add($"{destination}: {runs} runs, {limit} in {seconds} s", lost, twice, reports, faults: 1);
        tally.AssertNothingLostAndNothingTwice();
        Assert.True(wats.Counters.Values.Received > reports, "WATS never asked to wait");
    }

    /// <summary>
    /// Reports that failed while others were accepted wait five minutes. Their .info files are reset, as if that time had passed.
    /// </summary>
    private static async Task<List<string>> SettleAsync(ChaosPlant plant, BridgeOptions options, WorkFolder folder)
    {
        var last = "";
        for (var cycle = 0; cycle < 4; cycle++)
        {
            foreach (var info in Directory.GetFiles(folder.Destination, "*.error.info"))
                File.WriteAllText(info, "{}");
            var summary = await plant.CycleAsync(options, time: TimeProvider.System);
            last = $"{summary.DestinationTrouble}";
            if (InWats.WithoutReceipt(folder).Count == 0)
                return [];
        }
        return [$"the cycles after the trouble did not settle everything: {last}"];
    }

    private static BridgeOptions Options(BridgeOptions options, WorkFolder folder, WatsServer wats)
    {
        var token = Path.Combine(folder.Root, "token");
        File.WriteAllText(token, "demo");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(token, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return options with
        {
            Delivery = options.Delivery with
            {
                Sidecar = new SidecarOptions
                {
                    Python = Python.WithPyWats,
                    ServerUrl = wats.Address.ToString(),
                    TokenFile = token,
                    RequestTimeout = TimeSpan.FromSeconds(5),
                },
            },
        };
    }

    private static void SkipWithoutPython(string destination) =>
        Assert.SkipWhen(
            destination == DestinationNames.Sidecar && Python.WithoutSidecar is not null,
            Python.WithoutSidecar ?? ""
        );
}
