using System.Text.Json.Nodes;
using VteBridge.Hosting;
using VteBridge.Simulator.Vte;
using VteBridge.Sync;
using VteBridge.Tests.Vte;

namespace VteBridge.Tests.EndToEnd;

/// <summary>The load that VteBridge puts on the server is limited, measured and shown.</summary>
public sealed class ServerLoadTests
{
    [Fact]
    public async Task Cost_of_each_cycle_is_on_the_page_in_metrics_in_status_and_for_the_DBA()
    {
        await using var plant = await Plant.EmptyAsync();
        plant.AddRun(minutesAgo: 10, sequence: 1);
        plant.Server.Statistics.Reset();
        await using (var bridge = RunningBridge.Start(plant))
        {
            bridge.Says("Cycle ended: ");
            Assert.Contains("vtebridge_server_rows_total", await bridge.TextAsync("/metrics"));
            var health = JsonNode.Parse(await bridge.TextAsync("/health"))!;
            Assert.True((long)health["lastCycle"]!["cost"]!["rows"]! > 20, $"{health}");
            bridge.Says(" logical reads");
        }
        await plant.RunAsync("sync");

        var status = await plant.RunAsync("status", "--json");
        var text = await plant.RunAsync("status");
        var doctor = await plant.RunAsync("doctor", "--json");

        var day = Assert.Single(status.Json["serverCosts"]!.AsArray())!;
        Assert.Equal(2, (int)day["cycles"]!);
        Assert.InRange((long)day["rows"]!, 40, plant.Server.Statistics.RowsSent);
        Assert.Contains($"cost to the server on {plant.Now:yyyy-MM-dd}", text.Output);
        Assert.Contains("program_name = 'VteBridge'", Check(doctor, "cost"));
    }

    [Theory]
    [InlineData("[TestDataNumeric]", 8134)] // VTE fails in the middle of the cycle.
    [InlineData("", 0)] // The destination cannot be written.
    public async Task Cost_of_a_failed_cycle_counts(string statement, int error)
    {
        await using var plant = await Plant.EmptyAsync();
        plant.AddRun(minutesAgo: 10, sequence: 1);
        if (error > 0)
            plant.Server.Faults.Add(
                new VteFault(FaultKind.Error)
                {
                    Matching = statement,
                    Number = error,
                    Times = 1000,
                }
            );
        else
            File.WriteAllText(plant.Options.Delivery.Folder, "a file where the folder must be");

        var sync = await plant.RunAsync("sync");
        var status = await plant.RunAsync("status", "--json");

        Assert.NotEqual(ExitCode.Done, sync.Code);
        var day = Assert.Single(status.Json["serverCosts"]!.AsArray())!;
        Assert.Equal(1, (int)day["cycles"]!);
        Assert.True((long)day["rows"]! > 20, status.Output);
    }

    [Fact]
    public async Task Cost_of_a_backfill_is_told_too()
    {
        await using var plant = await Plant.EmptyAsync();
        plant.AddRun(minutesAgo: 10 * 24 * 60, sequence: 1);

        await plant.RunAsync("backfill", "--from", "2026-01-10", "--max-load", "100");
        var status = await plant.RunAsync("status", "--json");

        Assert.True((long)Assert.Single(status.Json["serverCosts"]!.AsArray())!["rows"]! > 20, status.Output);
    }

    [Fact]
    public async Task Server_that_refuses_to_tell_costs_nothing_and_fails_nothing()
    {
        await using var plant = await Plant.EmptyAsync();
        plant.AddRun(minutesAgo: 10, sequence: 1);
        plant.Server.Faults.Add(
            new VteFault(FaultKind.Error)
            {
                Matching = "dm_exec_sessions",
                Number = 300,
                Times = 1000,
            }
        );
        await using (var bridge = RunningBridge.Start(plant))
        {
            bridge.Says("Cycle ended: Done. 1 runs");
            new TriggerFile(plant.Options.State.Folder, TimeProvider.System).Ask();
            bridge.Says("Cycle ended: ", times: 2);
            Assert.Equal(1, bridge.HasSaid("does not report everything that reading costs it"));
        }

        var status = await plant.RunAsync("status", "--json");

        Assert.Empty(status.Json["serverCosts"]!.AsArray());
        Assert.Equal(1, plant.Server.Statistics.Recent.Count(s => s.Error == 300));
    }

    [Theory]
    [InlineData(100, 0)]
    [InlineData(50, 3)]
    [InlineData(20, 12)]
    [InlineData(1, 30)]
    public async Task Live_cycle_rests_after_each_read_but_never_stands_still(int percent, int seconds)
    {
        await using var plant = await Plant.EmptyAsync();
        plant.AddRun(minutesAgo: 10, sequence: 1);
        plant.Options = plant.Options with { Vte = plant.Options.Vte with { MaxBusyPercent = percent } };
        var clock = new SecondsOfReading(plant.Clock);
        await using var parts = new Composition(plant.Options, clock, plant.Logs);
        var session = await parts.OpenAsync(Stop);

        var end = await session.LiveCycle(allSteps: false, Stop).RunAsync(session.Window, new Nobody(), Stop);

        Assert.Equal(1, end.Queued);
        Assert.Equal(percent == 100, clock.Rests.Count == 0);
        Assert.All(clock.Rests, rest => Assert.Equal(TimeSpan.FromSeconds(seconds), rest));
    }

    [Fact]
    public async Task Doctor_says_what_a_missing_index_costs()
    {
        await using var plant = await PlantReading.WithAsync(ddl =>
            ddl.Replace("CREATE CLUSTERED INDEX [IX_IndexData_Timestamp]", "CREATE INDEX [IX_Other]")
                .Replace("([Timestamp], [Index_GUID])", "([Result])")
        );
        for (var run = 1; run <= 3; run++)
            plant.AddRun(minutesAgo: run, sequence: run);

        var doctor = await plant.RunAsync("doctor", "--json");

        Assert.Contains(
            "IndexData has no index that begins with Timestamp (each page reads all of its 3 rows)",
            Check(doctor, "indexes")
        );
    }

    private static string Check(ProcessEnd doctor, string check) =>
        (string)doctor.Json["findings"]!.AsArray().Single(f => (string?)f!["check"] == check)!["what"]!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>A clock that advances by one second at each reading, so that each read takes three seconds. Pauses end at once.</summary>
    private sealed class SecondsOfReading(TimeProvider now) : TimeProvider
    {
        private long _looks;

        public List<TimeSpan> Rests { get; } = [];

        public override long TimestampFrequency => 1;

        public override DateTimeOffset GetUtcNow() => now.GetUtcNow();

        public override long GetTimestamp() => Interlocked.Increment(ref _looks);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime > TimeSpan.Zero)
                Rests.Add(dueTime);
            return System.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    private sealed class Nobody : IProgress<CycleProgress>
    {
        public void Report(CycleProgress value) { }
    }
}
