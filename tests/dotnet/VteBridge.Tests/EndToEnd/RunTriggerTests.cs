using System.Text.Json.Nodes;
using VteBridge.Simulator.Vte;
using static VteBridge.Tests.EndToEnd.RunPlant;

namespace VteBridge.Tests.EndToEnd;

/// <summary>`vtebridge trigger` makes `vtebridge run` sync now.</summary>
public sealed class RunTriggerTests
{
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

    [Fact]
    public async Task A_trigger_that_nobody_takes_says_so()
    {
        await using var plant = await PlantAsync();
        Directory.CreateDirectory(plant.Options.State.Folder);

        var trigger = await plant.RunAsync("trigger");

        Assert.Equal(ExitCode.Unexpected, trigger.Code);
        Assert.Contains("No 'vtebridge run' uses the state folder", trigger.Message, StringComparison.Ordinal);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
}
