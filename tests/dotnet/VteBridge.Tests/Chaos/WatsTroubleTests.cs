using VteBridge.Configuration;
using VteBridge.Simulator.Vte.Plant;
using VteBridge.Simulator.Wats;
using VteBridge.Simulator.Wats.Faults;
using VteBridge.Tests.EndToEnd;

namespace VteBridge.Tests.Chaos;

/// <summary>A WATS that takes its time, takes nothing, or changes its mind in the middle of an upload, by either way into it.</summary>
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

    [Theory]
    [MemberData(nameof(Destinations))]
    public async Task What_WATS_does_not_take_now_is_there_once_it_does(string destination)
    {
        Assert.SkipUnless(ChaosScale.IsFull, "it takes minutes: scripts/chaos");
        SkipWithoutPython(destination);
        using var tally = new Tally($"WATS in trouble, by {destination}");
        await using var plant = await CrashPlant.StartAsync();
        foreach (var (trouble, fault) in Troubles)
        {
            using var folder = new WorkFolder();
            await using var wats = await plant.WatsAsync();
            wats.Faults.Add(fault);
            var options = Options(plant.Options(folder, destination, pageSize: 50), folder, wats);
            var story = $"{destination}: WATS {trouble}";

            var first = await plant.CycleAsync(options);
            Assert.True(wats.Counters.Values.Faulted > 0, story);
            Assert.True((fault.Status == 401) == (first.DestinationTrouble?.Contains("API token") == true), story);
            wats.Faults.Clear();
            var problems = await SettleAsync(plant, options, folder);

            problems.AddRange(plant.Before.Differences(Expected.Read(folder)));
            problems.AddRange(InWats.Problems(wats, folder, plant.Before));
            var received = wats.Counters.Values.Received;
            var last = await plant.CycleAsync(options);
            List<string> duplicates = [.. InWats.TooMany(wats, plant.Before)];
            if (last.DestinationTrouble is not null || wats.Counters.Values.Received != received)
                duplicates.Add($"one more cycle sent {wats.Counters.Values.Received - received}");
            tally.Add(story, problems, duplicates, plant.Before.Reports.Count, faults: 1);
        }
        tally.AssertNothingLostAndNothingTwice();
    }

    [Theory]
    [MemberData(nameof(Destinations))]
    public async Task A_backfill_of_2000_runs_ends_by_itself_with_a_WATS_that_takes_500_a_minute(string destination)
    {
        Assert.SkipUnless(ChaosScale.IsFull, "it takes four real minutes: scripts/chaos");
        SkipWithoutPython(destination);
        const int Runs = 2000;
        using var tally = new Tally($"500 reports a minute, by {destination}");
        await using var plant = await Plant.StartAsync(
            new PlantOptions
            {
                Runs = Runs,
                OddRuns = false,
                Steps = 3,
            }
        );
        using var folder = new WorkFolder();
        await using var wats = await WatsServer.StartAsync(new WatsServerOptions { KeepBodies = false });
        wats.Faults.Limit = new RateLimit(500, 60, SendsRetryAfter: destination == DestinationNames.Sidecar);
        plant.Options = Options(
            plant.Options with
            {
                Delivery = plant.Options.Delivery with { Destination = destination, Folder = folder.Destination },
            },
            folder,
            wats
        );

        var end = await plant.RunAsync("backfill", "--from", "2000-01-01", "--json");

        List<string> lost = end.Code == 0 ? [] : [$"backfill ended with {end.Code}: {end.Errors}"];
        if (wats.Store.Count != Runs)
            lost.Add($"{wats.Store.Count} of {Runs} are in WATS");
        List<string> twice = wats.Counters.Values.OverwrittenById == 0 ? [] : ["some were sent twice"];
        tally.Add($"{destination}: {Runs} runs, 500 a minute", lost, twice, Runs, faults: 1);
        tally.AssertNothingLostAndNothingTwice();
    }

    /// <summary>Reports that failed while others were taken wait five minutes: the files are as after that time.</summary>
    private static async Task<List<string>> SettleAsync(CrashPlant plant, BridgeOptions options, WorkFolder folder)
    {
        var last = "";
        for (var cycle = 0; cycle < 4; cycle++)
        {
            foreach (var info in Directory.GetFiles(folder.Destination, "*.error.info"))
                File.WriteAllText(info, "{}");
            var summary = await plant.CycleAsync(options);
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
