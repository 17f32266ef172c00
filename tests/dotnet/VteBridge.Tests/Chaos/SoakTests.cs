using System.Diagnostics;
using System.Globalization;
using VteBridge.Configuration;
using VteBridge.Simulator.Vte;
using VteBridge.Simulator.Vte.Plant;
using VteBridge.Simulator.Wats;

namespace VteBridge.Tests.Chaos;

/// <summary>
/// Runs the real loop for ten minutes while stations write all the time: memory and handles at the end must be those after three minutes.
/// </summary>
public sealed class SoakTests
{
    private const int Minutes = 10;
    private const int SettledAfter = 3;

    [Fact]
    public async Task Memory_handles_threads_and_files_of_the_loop_do_not_grow()
    {
        Assert.SkipUnless(ChaosScale.IsLong, $"a soak takes {Minutes} minutes: scripts/chaos --long");
        var stop = TestContext.Current.CancellationToken;
        await using var plant = await ChaosPlant.StartAsync(
            new PlantOptions
            {
                Runs = 2,
                OddRuns = false,
                Until = Local(DateTimeOffset.UtcNow.AddMinutes(-30)),
            }
        );
        await using var wats = await WatsServer.StartAsync(new WatsServerOptions { KeepBodies = false });
        using var folder = new WorkFolder();
        using var client = new QueueClient(folder.Destination, wats.Address);
        using var page = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{FreePort()}") };
        var bridge = new BridgeProcess(
            new Dictionary<string, string>
            {
                ["VTEBRIDGE__Vte__ConnectionString"] = plant.Server.ConnectionString,
                ["VTEBRIDGE__Vte__TimeZone"] = ChaosPlant.Zone,
                ["VTEBRIDGE__Sync__SettleDelay"] = "00:00:02",
                ["VTEBRIDGE__Sync__LookBack"] = "00:01:00",
                ["VTEBRIDGE__Mapping__DefaultProcessCode"] = "10",
                ["VTEBRIDGE__Delivery__Destination"] = DestinationNames.QueueFolder,
                ["VTEBRIDGE__Delivery__Folder"] = folder.Destination,
                ["VTEBRIDGE__State__Folder"] = folder.State,
                ["VTEBRIDGE__Log__Folder"] = Path.Combine(folder.Root, "log"),
                ["VTEBRIDGE__Health__Url"] = page.BaseAddress!.ToString(),
                ["VTEBRIDGE__Schedule__Interval"] = "00:00:02",
            }
        );
        using var tally = new Tally("soak");
        var samples = new List<Sample>();
        var (inserted, asked) = (0, 0L);
        using (var process = bridge.Start(null, ["run"]))
        {
            var errors = process.StandardError.ReadToEndAsync(stop);
            _ = process.StandardOutput.ReadToEndAsync(stop);
            using var everySecond = new PeriodicTimer(TimeSpan.FromSeconds(1));
            for (var second = 1; second <= Minutes * 60 && await everySecond.WaitForNextTickAsync(stop); second++)
            {
                plant.Clock.Now = DateTimeOffset.UtcNow;
                for (var run = 0; run < 3; run++)
                    plant.Database.Insert(SamplePlant.LiveRun(++inserted, Local(plant.Clock.Now), plant.Plant.Seed));
                await client.DrainAsync(stop);
                foreach (
                    var file in Directory.Exists(folder.Destination)
                        ? Directory.GetFiles(folder.Destination, "*.completed")
                        : []
                )
                    File.Delete(file);
                if (second > 15)
                    asked +=
                        (await page.GetStringAsync("/", stop)).Length
                        + (await page.GetStringAsync("/metrics", stop)).Length;
                Assert.False(process.HasExited, process.HasExited ? await errors : "");
                if (second % 10 == 0)
                    samples.Add(Sample.Of(second, process, folder));
            }
            process.Kill();
            await process.WaitForExitAsync(stop);
        }
        var (before, after) = (At(samples, SettledAfter), At(samples, Minutes));
        var text =
            $"after {SettledAfter} min: {before}; after {Minutes} min: {after}; {inserted} runs inserted, {wats.Store.Count} in WATS";
        TestContext.Current.TestOutputHelper?.WriteLine(text);
        if (Environment.GetEnvironmentVariable(Tally.FileVariable) is { Length: > 0 } tallyFile)
            await File.AppendAllTextAsync(tallyFile, $"#soak: {text}\n", stop);
        tally.Add(
            text,
            [],
            Enumerable.Repeat("upload", (int)wats.Counters.Values.OverwrittenById).ToList(),
            wats.Store.Count
        );
        tally.AssertNothingLostAndNothingTwice();
        Assert.True(asked > 1_000_000, $"the page and the metrics had {asked} bytes in all");
        // All reports except those of the last half minute.
        Assert.InRange(wats.Store.Count, inserted - 90, inserted + 2);
        Assert.True(after.Megabytes <= before.Megabytes * 1.1 + 10, text);
        Assert.InRange(after.Handles, 1, before.Handles + 10);
        Assert.InRange(after.Threads, 1, before.Threads + 5);
        Assert.InRange(after.TemporaryFiles, 0, before.TemporaryFiles + 2);
    }

    /// <summary>The median of the six samples in the minute that ends then, because a single sample may be taken during a cycle.</summary>
    private static Sample At(List<Sample> samples, int minute)
    {
        var those = samples.Where(s => s.Second > (minute - 1) * 60 && s.Second <= minute * 60).ToList();
        return new Sample(
            minute * 60,
            Median(s => s.Megabytes),
            (int)Median(s => s.Handles),
            (int)Median(s => s.Threads),
            (int)Median(s => s.TemporaryFiles)
        );

        double Median(Func<Sample, double> of) => those.Select(of).Order().ElementAt(those.Count / 2);
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static DateTime Local(DateTimeOffset at) => ServerZone.Of(ChaosPlant.Zone).Local(at).DateTime;

    private sealed record Sample(int Second, double Megabytes, int Handles, int Threads, int TemporaryFiles)
    {
        public static Sample Of(int second, Process process, WorkFolder folder)
        {
            process.Refresh();
            return new Sample(
                second,
                process.WorkingSet64 / 1048576.0,
                process.HandleCount,
                process.Threads.Count,
                Directory.GetFiles(folder.Root, "*.tmp", SearchOption.AllDirectories).Length
                    + Directory.GetFiles(Path.GetTempPath(), "vtebridge*").Length
            );
        }

        public override string ToString() =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Megabytes:F0} MB, {Handles} handles, {Threads} threads, {TemporaryFiles} temporary files"
            );
    }
}
