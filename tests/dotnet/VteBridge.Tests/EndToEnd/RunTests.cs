using System.Net;
using System.Text.Json.Nodes;
using VteBridge.Configuration;
using VteBridge.Sync;
using VteBridge.Tests.Sync;
using static VteBridge.Tests.EndToEnd.RunPlant;

namespace VteBridge.Tests.EndToEnd;

/// <summary>`vtebridge run` syncs, shows its health, and goes on whatever happens to server, state and configuration.</summary>
public sealed class RunTests
{
    [Fact]
    public async Task It_syncs_at_once_shows_its_health_and_ends_in_good_order()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), RunningBridge.NoSignals);
        await using var plant = await PlantAsync();
        plant.AddRun(minutesAgo: 20, sequence: 1);
        plant.AddRun(minutesAgo: 10, sequence: 2);
        await using var bridge = RunningBridge.Start(plant);

        bridge.Says($"{CycleEnded}Done. 2 runs");

        Assert.Equal(2, plant.Reports().Count);
        foreach (var path in new[] { "/", "/health", "/health/live", "/health/ready", "/metrics" })
        {
            using var answer = await bridge.GetAsync(path);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path}: {answer.StatusCode}\n{bridge.Said}");
        }
        Assert.Contains("vtebridge_reports_total", await bridge.TextAsync("/metrics"), StringComparison.Ordinal);
        var health = JsonNode.Parse(await bridge.TextAsync("/health"))!;
        Assert.Equal(2, (int)health["lastCycle"]!["queued"]!);
        Assert.Equal("Waiting", (string?)health["activity"]);
        Assert.DoesNotContain(
            Directory.EnumerateFileSystemEntries(plant.Options.State.Folder, "*", SearchOption.AllDirectories),
            OwnerOnly.IsOpenToOthers
        );

        Assert.Equal(ExitCode.Done, await bridge.StopAsync());
        Assert.Contains("VteBridge has stopped", bridge.Said, StringComparison.Ordinal);
        var status = await plant.RunAsync("status", "--json");
        Assert.Equal(ExitCode.Done, status.Code);
        Assert.Equal("Stopped", (string?)status.Json["health"]!["activity"]);
    }

    [Theory]
    [InlineData("folder")]
    [InlineData("vtebridge.db")]
    public async Task State_that_is_deleted_while_it_rests_is_missed_and_nothing_is_sent_again(string what)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows does not delete files that are open");
        await using var plant = await PlantAsync();
        plant.Options = plant.Options with { Schedule = new ScheduleOptions { Interval = TimeSpan.FromSeconds(1) } };
        plant.AddRun(minutesAgo: 20, sequence: 1);
        await using var bridge = RunningBridge.Start(plant);
        bridge.Says(CycleEnded);
        var sent = plant.Reports().Keys.Single();
        File.Delete(Path.Combine(plant.Options.Delivery.Folder, $"{sent}.json"));

        if (what == "folder")
            Directory.Delete(plant.Options.State.Folder, recursive: true);
        else
            File.Delete(Path.Combine(plant.Options.State.Folder, what));
        bridge.Says("is gone, but");
        bridge.Says($"{CycleEnded}Failed", times: 2);

        Assert.Empty(plant.Reports());
        Assert.False(bridge.HasEnded);
    }

    [Fact]
    public async Task A_changed_configuration_that_cannot_be_used_is_refused_and_a_mended_one_is_taken()
    {
        await using var plant = await PlantAsync();
        await using var bridge = RunningBridge.Start(plant);
        bridge.Says(CycleEnded);
        var file = plant.Configuration();
        var good = await File.ReadAllTextAsync(file, Stop);

        await File.WriteAllTextAsync(
            file,
            good.Replace("\"Destination\":\"directory\"", "\"Destination\":\"pigeon\""),
            Stop
        );
        plant.AddRun(minutesAgo: 10, sequence: 1);
        new TriggerFile(plant.Options.State.Folder, TimeProvider.System).Ask();
        bridge.Says($"{CycleEnded}Done. 1 runs");

        Assert.Equal(1, bridge.HasSaid("The changed configuration is refused"));
        Assert.Contains("Delivery:Destination", await bridge.TextAsync("/"), StringComparison.Ordinal);
        Assert.Single(plant.Reports());

        await File.WriteAllTextAsync(
            file,
            good.Replace("\"LookBack\":\"02:00:00\"", "\"LookBack\":\"03:00:00\""),
            Stop
        );
        new TriggerFile(plant.Options.State.Folder, TimeProvider.System).Ask();
        bridge.Says("The configuration has changed and is used");
        Eventually.True(() => bridge.HasSaid(CycleEnded) == 3, "a cycle with the mended configuration");

        Assert.Null(JsonNode.Parse(await bridge.TextAsync("/health"))!["configurationRefused"]);
    }

    [Fact]
    public async Task A_server_that_is_away_does_not_end_the_loop()
    {
        await using var plant = await PlantAsync();
        plant.AddRun(minutesAgo: 20, sequence: 1);
        plant.Options = plant.Options with
        {
            Schedule = new ScheduleOptions { FirstRetry = TimeSpan.FromSeconds(1) },
            Vte = plant.Options.Vte with
            {
                Retries = 0,
                // SqlClient keeps trying a closed port until its connect time-out.
                ConnectionString = plant.Options.Vte.ConnectionString + ";Connect Timeout=2",
            },
        };
        plant.Server.Faults.RefuseConnections = true;
        await using var bridge = RunningBridge.Start(plant);
        bridge.Says($"{CycleEnded}Failed", times: 2);
        using (var ready = await bridge.GetAsync("/health/ready"))
            Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);

        plant.Server.Faults.RefuseConnections = false;
        bridge.Says($"{CycleEnded}Done. 1 runs");

        using (var ready = await bridge.GetAsync("/health/ready"))
            Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
}
