using System.Runtime.InteropServices;
using VteBridge.Configuration;
using VteBridge.Simulator.Vte;
using VteBridge.Simulator.Vte.Plant;
using VteBridge.State;
using static VteBridge.Tests.EndToEnd.RunPlant;

namespace VteBridge.Tests.EndToEnd;

/// <summary>How `vtebridge run` ends when it is asked to stop in the middle of a sync.</summary>
public sealed class RunStopTests
{
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

    private static IReadOnlyList<string> Delivered(IEnumerable<ReportRecord> recorded) =>
        [.. recorded.Where(e => e.Outcome == Outcome.Queued).Select(e => $"{e.Id}")];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
}
