using System.Net;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using VteBridge.Configuration;
using VteBridge.Core;
using VteBridge.Monitoring.Server;
using VteBridge.Simulator.Vte;
using VteBridge.Simulator.Vte.Plant;
using VteBridge.State;
using VteBridge.Sync;
using VteBridge.Tests.Sync;

namespace VteBridge.Tests.EndToEnd;

/// <summary>`vtebridge run` as a service manager sees it: process, signals, port and exit code.</summary>
public sealed class RunTests
{
    private const string CycleEnded = "Cycle ended: ";

    /// <summary>Occurs only in the statement that reads the steps of a page.</summary>
    private const string StepsOfAPage = "TestDataNumeric";

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

    [Fact]
    public async Task A_trigger_while_it_rests_is_a_sync_now()
    {
        await using var plant = await PlantAsync();
        await using var bridge = RunningBridge.Start(plant);
        bridge.Says(CycleEnded);
        plant.AddRun(minutesAgo: 10, sequence: 1);

        var trigger = await plant.RunAsync("trigger");

        Assert.Equal(ExitCode.Done, trigger.Code);
        bridge.Says($"{CycleEnded}Done. 1 runs");
        Assert.Equal(1, bridge.HasSaid("A sync cycle was requested"));
    }

    [Fact]
    public async Task Triggers_during_a_sync_are_one_more_sync_after_it()
    {
        await using var plant = await PlantAsync();
        plant.AddRun(minutesAgo: 20, sequence: 1);
        plant.Server.Faults.Add(new VteFault(FaultKind.Stall) { Matching = StepsOfAPage });
        await using var bridge = RunningBridge.Start(plant);
        await plant.Server.Faults.WaitUntilStalledAsync().WaitAsync(Stop);

        var (first, second) = (await plant.RunAsync("trigger"), await plant.RunAsync("trigger"));
        Assert.Equal((ExitCode.Done, ExitCode.Done), (first.Code, second.Code));
        Assert.Equal(0, bridge.HasSaid(CycleEnded));
        plant.Server.Faults.Release();
        bridge.Says(CycleEnded, times: 2);

        Assert.Equal(1, bridge.HasSaid("A sync cycle was requested"));
        Assert.Equal("Waiting", (string?)JsonNode.Parse(await bridge.TextAsync("/health"))!["activity"]);
        Assert.Equal(2, bridge.HasSaid(CycleEnded));
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
    public async Task A_trigger_that_nobody_takes_says_so()
    {
        await using var plant = await PlantAsync();
        Directory.CreateDirectory(plant.Options.State.Folder);

        var trigger = await plant.RunAsync("trigger");

        Assert.Equal(ExitCode.Unexpected, trigger.Code);
        Assert.Contains("No 'vtebridge run' uses the state folder", trigger.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stopped_in_the_middle_of_a_sync_it_finishes_the_page_and_the_next_start_delivers_the_rest_once()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), RunningBridge.NoSignals);
        const int PageSize = 20;
        await using var plant = await PlantAsync(new PlantOptions { Runs = 300 });
        plant.Options = plant.Options with { Vte = plant.Options.Vte with { PageSize = PageSize } };
        plant.Server.Faults.Add(new VteFault(FaultKind.Stall) { Matching = StepsOfAPage, AtStatement = 3 });
        int afterStop;
        await using (var stopped = RunningBridge.Start(plant))
        {
            await plant.Server.Faults.WaitUntilStalledAsync().WaitAsync(Stop);
            stopped.Signal(PosixSignal.SIGTERM);
            plant.Server.Faults.Release();

            Assert.Equal(ExitCode.Done, await stopped.EndsAsync());
            Assert.Contains($"{CycleEnded}Interrupted", stopped.Said, StringComparison.Ordinal);
            afterStop = plant.Reports().Count;
            var settled = plant.Recorded().Count;
            Assert.True(
                settled > 0 && settled % PageSize == 0,
                $"{settled} settled runs are no whole pages of {PageSize}"
            );
        }
        await using var bridge = RunningBridge.Start(plant);
        bridge.Says(CycleEnded);

        var recorded = plant.Recorded();
        Assert.True(afterStop < plant.Reports().Count, "there was something left to deliver");
        Assert.Equal(plant.Reports().Count, Delivered(recorded).Count);
        Assert.Equal(Delivered(recorded).Count, Delivered(recorded).Distinct().Count());
    }

    [Fact]
    public async Task What_does_not_end_within_the_stop_timeout_is_cancelled()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), RunningBridge.NoSignals);
        await using var plant = await PlantAsync();
        plant.AddRun(minutesAgo: 20, sequence: 1);
        plant.Options = plant.Options with { Schedule = new ScheduleOptions { StopTimeout = TimeSpan.FromSeconds(1) } };
        plant.Server.Faults.Add(new VteFault(FaultKind.Stall) { Matching = StepsOfAPage });
        await using var bridge = RunningBridge.Start(plant);
        await plant.Server.Faults.WaitUntilStalledAsync().WaitAsync(Stop);

        Assert.Equal(ExitCode.Done, await bridge.StopAsync());

        Assert.Empty(plant.Reports());
        Assert.Empty(plant.Recorded());
        Assert.Equal(0, bridge.HasSaid("attempt 2 follows"));
    }

    [Fact]
    public async Task A_second_Ctrl_C_ends_it_at_once()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), RunningBridge.NoSignals);
        Assert.SkipWhen(RunningBridge.IsCtrlCIgnored, RunningBridge.IgnoredCtrlC);
        await using var plant = await PlantAsync();
        plant.AddRun(minutesAgo: 20, sequence: 1);
        plant.Server.Faults.Add(new VteFault(FaultKind.Stall) { Matching = StepsOfAPage });
        await using var bridge = RunningBridge.Start(plant);
        await plant.Server.Faults.WaitUntilStalledAsync().WaitAsync(Stop);

        bridge.Signal(PosixSignal.SIGINT);
        bridge.Says("Stopping: the current page is finished first");
        bridge.Signal(PosixSignal.SIGINT);

        Assert.Equal(ExitCode.Interrupted, await bridge.EndsAsync());
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

    [Theory]
    [InlineData("Delivery:Destination=pigeon", "Delivery:Destination")]
    [InlineData("Vte:TimeZone=Mars/Olympus", "Vte:TimeZone")]
    [InlineData("Health:Url=http://0.0.0.0:0", "Health:ApiKey")]
    public async Task What_cannot_work_at_all_ends_at_once_with_exit_code_2(string setting, string named)
    {
        await using var plant = await PlantAsync();

        var end = await plant.RunAsync("run", "--set", setting);

        Assert.Equal(ExitCode.Usage, end.Code);
        Assert.Contains(named, end.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_and_a_state_folder_that_is_in_use_are_said_at_once()
    {
        await using var plant = await PlantAsync();
        await using var bridge = RunningBridge.Start(plant);
        bridge.Says(CycleEnded);

        var second = await plant.RunAsync("run");
        var onThatPort = await plant.RunAsync(
            "run",
            "--set",
            $"Health:Url={bridge.Address.GetLeftPart(UriPartial.Authority)}",
            "--set",
            $"State:Folder={plant.Folder.Of("other")}"
        );

        Assert.Equal(ExitCode.Unexpected, second.Code);
        Assert.Contains(plant.Options.State.Folder, second.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, onThatPort.Code);
        Assert.Contains("cannot listen on", onThatPort.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", onThatPort.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_of_another_machine_cannot_be_listened_on()
    {
        await using var plant = await PlantAsync();

        var end = await plant.RunAsync(
            "run",
            "--set",
            "Health:Url=http://192.0.2.1:8787",
            "--set",
            "Health:ApiKeyFile=" + plant.Folder.WriteSecret("key", "sixteen-and-some-more")
        );

        Assert.Equal(ExitCode.Usage, end.Code);
        Assert.Contains("cannot listen on", end.Message, StringComparison.Ordinal);
    }

    /// <summary>The plant's clock stands still in the past, so the alert for lag is set to a year.</summary>
    private static async Task<Plant> PlantAsync(PlantOptions? rows = null)
    {
        var plant = rows is null ? await Plant.EmptyAsync() : await Plant.StartAsync(rows);
        plant.Options = plant.Options with
        {
            Alerts = plant.Options.Alerts with { Lag = TimeSpan.FromDays(366), MinFreeMegabytes = 0 },
        };
        return plant;
    }

    private static IReadOnlyList<string> Delivered(IEnumerable<ReportRecord> recorded) =>
        [.. recorded.Where(e => e.Outcome == Outcome.Queued).Select(e => $"{e.Id}")];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
}
