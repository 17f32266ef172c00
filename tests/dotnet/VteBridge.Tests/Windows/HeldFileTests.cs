using VteBridge.Tests.EndToEnd;

namespace VteBridge.Tests.Windows;

/// <summary>Files that a virus scanner, a backup or an editor holds open: Windows then denies access to all other processes.</summary>
public sealed class HeldFileTests
{
    [Fact]
    public async Task A_held_configuration_is_one_sentence()
    {
        await using var plant = await Plant.EmptyAsync();
        var file = plant.Configuration();
        await using var held = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        var end = await VtebridgeProcess.RunAsync(new Dictionary<string, string?>(), "sync", "--config", file);

        Assert.NotEqual(0, end.Code);
        Assert.DoesNotContain("   at ", end.Errors);
        Assert.Contains("vtebridge.json", end.Message);
    }

    [Fact]
    public async Task A_report_that_is_held_is_delivered_later()
    {
        Assert.SkipUnless(OperatingSystem.IsWindows(), "elsewhere an open file can be replaced");
        await using var plant = await Plant.EmptyAsync();
        var run = plant.AddRun(minutesAgo: 60, sequence: 1);
        await plant.RunAsync("sync");
        plant.Edit(run, "corrected");
        var report = Directory.GetFiles(plant.Options.Delivery.Folder, "*.json").Single();

        await using (new FileStream(report, FileMode.Open, FileAccess.Read, FileShare.None))
            Assert.Equal(4, (await plant.RunAsync("sync")).Code);

        Assert.Equal(0, (await plant.RunAsync("sync")).Code);
        Assert.Contains("corrected", await File.ReadAllTextAsync(report, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_sync_that_was_terminated_is_finished_by_the_next()
    {
        await using var plant = await Plant.StartAsync(new() { Runs = 40, OddRuns = false });
        for (var kill = 1; kill <= 3; kill++)
        {
            await using var bridge = RunningBridge.Start(plant);
            bridge.Says("is running: a cycle every");
            // Dispose terminates the process, at any point of its work.
        }

        Assert.Equal(0, (await plant.RunAsync("sync")).Code);
        Assert.Equal(40, plant.Reports().Count);
        Assert.Equal(0, (int)(await plant.RunAsync("sync", "--json")).Json["delivered"]!["queued"]!);
    }
}
