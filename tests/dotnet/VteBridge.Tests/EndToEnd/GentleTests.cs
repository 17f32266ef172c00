using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using VteBridge.Configuration;
using VteBridge.Core;
using VteBridge.Hosting;
using VteBridge.Simulator.Vte;
using VteBridge.State;
using VteBridge.Sync;
using VteBridge.Tests.Sync;
using VteBridge.Tests.Vte;

namespace VteBridge.Tests.EndToEnd;

/// <summary>The load that VteBridge puts on the server: it is as low as finding every change allows, and it is reported.</summary>
public sealed class GentleTests
{
    [Fact]
    public async Task Step_that_came_after_its_run_was_sent_is_sent_when_the_run_is_old_enough()
    {
        await using var plant = await Plant.EmptyAsync();
        var rows = plant.RunRows(minutesAgo: 1, sequence: 1);
        var late = rows.Last(IsStep);
        plant.Database.Insert(rows.Where(r => r != late));
        Assert.Equal(1, (await plant.SyncAsync(allSteps: false)).Queued);
        plant.Database.Insert([late]);

        plant.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(0, (await plant.SyncAsync(allSteps: false)).Queued);
        plant.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(1, (await plant.SyncAsync(allSteps: false)).Queued);

        Assert.Equal(rows.Count(IsStep), plant.Report(Plant.IdOf(rows))["root"]!["steps"]!.AsArray().Count);
    }

    [Fact]
    public async Task Edited_step_is_sent_when_its_run_leaves_the_look_back()
    {
        await using var plant = await Plant.EmptyAsync();
        var run = plant.AddRun(minutesAgo: 20, sequence: 1);
        await plant.SyncAsync(allSteps: false);
        Assert.True(plant.Database.Update("TestDataNumeric", "Index_GUID", run, "TestUnits", "mOhm") > 0);

        plant.Clock.Advance(TimeSpan.FromMinutes(95));
        Assert.Equal(0, (await plant.SyncAsync(allSteps: false)).Queued);
        plant.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(1, (await plant.SyncAsync(allSteps: false)).Queued);

        Assert.Contains("mOhm", plant.Report(run).ToJsonString());
    }

    [Fact]
    public async Task Steps_are_read_three_times_however_often_cycles_are_made()
    {
        await using var plant = await Plant.EmptyAsync();
        await plant.SyncAsync(allSteps: false);
        var rows = plant.RunRows(minutesAgo: 1, sequence: 1);
        plant.Database.Insert(rows);
        plant.Server.Statistics.Reset();

        for (var cycle = 0; cycle < 50; cycle++)
        {
            await plant.SyncAsync(allSteps: false);
            plant.Clock.Advance(TimeSpan.FromMinutes(3));
        }

        Assert.Equal(
            3 * rows.Count(r => r.Table == "TestDataNumeric"),
            plant.Server.Statistics.RowsByTable["TestDataNumeric"]
        );
    }

    [Fact]
    public async Task Run_reads_of_the_look_back_what_differs_and_misses_nothing()
    {
        await using var plant = await Plant.EmptyAsync();
        var memory = new SliceMemory();
        Task<SyncSummary> CycleAsync() => CycleWithAsync(plant, memory);
        var runs = Enumerable.Range(1, 20).Select(i => plant.AddRun(minutesAgo: 110 - 4 * i, sequence: i)).ToList();
        Assert.Equal(20, (await CycleAsync()).Queued);
        await CycleAsync(); // The first cycle that can compare with an earlier one.
        plant.Server.Statistics.Reset();

        Assert.Equal(0, (await CycleAsync()).RunsRead);
        Assert.Equal(0, plant.Server.Statistics.RowsByTable.GetValueOrDefault("TestSystems"));

        plant.Edit(runs[3], "WO-105000");
        Assert.Equal(1, (await CycleAsync()).Queued);
        plant.AddRun(minutesAgo: 45, sequence: 30);
        Assert.Equal(1, (await CycleAsync()).Queued);
        var unfinished = plant.RunRows(minutesAgo: 5, sequence: 31);
        plant.Database.Insert(unfinished.Where(r => !IsStep(r)));
        Assert.Equal(1, (await CycleAsync()).Deferred);
        Assert.Equal(1, (await CycleAsync()).Deferred);
        plant.Database.Insert(unfinished.Where(IsStep));
        Assert.Equal(1, (await CycleAsync()).Queued);
        var unnamed = plant.RunRows(minutesAgo: 70, sequence: 32);
        plant.Database.Insert(unnamed);
        var unit = unnamed.Single(r => r.Table == "IndexData");
        var id = unit.Values[unit.Columns.ToList().IndexOf("Uut_GUID")]!;
        plant.Database.Update("UutData", "Uut_GUID", id, "Serial", "");
        Assert.Equal(1, (await CycleAsync()).DeadLetters);
        plant.Database.Update("UutData", "Uut_GUID", id, "Serial", "SN-1");
        Assert.Equal(1, (await CycleAsync()).Queued);
    }

    [Fact]
    public async Task Run_compares_today_by_the_hour()
    {
        await using var plant = await Plant.EmptyAsync();
        var memory = new SliceMemory();
        for (var run = 1; run <= 20; run++)
            plant.AddRun(minutesAgo: 300 + run, sequence: run);
        plant.AddRun(minutesAgo: 10, sequence: 30);
        await CycleWithAsync(plant, memory);
        plant.Clock.Advance(TimeSpan.FromMinutes(61));
        plant.AddRun(minutesAgo: 5, sequence: 31);
        await CycleWithAsync(plant, memory);
        var late = plant.AddRun(minutesAgo: 200, sequence: 32);
        plant.Clock.Advance(TimeSpan.FromMinutes(61));
        plant.Server.Statistics.Reset();

        Assert.Equal(1, (await CycleWithAsync(plant, memory)).Queued);

        Assert.Contains(late, plant.Reports().Keys);
        Assert.InRange(plant.Server.Statistics.RowsByTable["TestSystems"], 1, 10);
    }

    [Fact]
    public async Task Catching_up_reads_steps_once()
    {
        await using var plant = await Plant.EmptyAsync();
        await plant.SyncAsync(allSteps: false);
        plant.Clock.Advance(TimeSpan.FromDays(1));
        var rows = plant.RunRows(minutesAgo: 600, sequence: 1);
        plant.Database.Insert(rows);
        plant.Server.Statistics.Reset();

        for (var cycle = 0; cycle < 3; cycle++)
            await plant.SyncAsync(allSteps: false);

        Assert.Equal(
            rows.Count(r => r.Table == "TestDataNumeric"),
            plant.Server.Statistics.RowsByTable["TestDataNumeric"]
        );
    }

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

    [Fact]
    public async Task Run_reads_the_schema_again_when_it_has_changed()
    {
        await using var plant = await Plant.EmptyAsync();
        plant.AddRun(minutesAgo: 10, sequence: 1);
        // A nightly reconcile would read the schema by itself.
        plant.Options = plant.Options with
        {
            Reconcile = plant.Options.Reconcile with { Nightly = "" },
        };
        await using var bridge = RunningBridge.Start(plant);
        bridge.Says("Cycle ended: Done. 1 runs");
        plant.Server.Statistics.Reset();
        var trigger = new TriggerFile(plant.Options.State.Folder, TimeProvider.System);

        trigger.Ask();
        bridge.Says("Cycle ended: ", times: 2);
        Assert.DoesNotContain(plant.Server.Statistics.Recent, s => s.Text.Contains("ORDER BY c.TABLE_NAME"));

        plant.Database.Execute("EXEC sp_rename 'dbo.IndexData.Info3', 'Old', 'COLUMN'");
        trigger.Ask();
        bridge.Says("Cycle ended: Failed. ");

        Assert.Contains("VTE no longer has everything", bridge.Said);
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

    [Theory]
    [InlineData(DestinationNames.Directory)]
    [InlineData(DestinationNames.Wats)]
    public async Task Status_needs_no_secret(string destination)
    {
        await using var plant = await Plant.EmptyAsync();
        plant.AddRun(minutesAgo: 10, sequence: 1);
        await plant.SyncAsync();
        var configuration = plant.Configuration();

        var status = await VtebridgeProcess.RunAsync(
            new Dictionary<string, string?>(),
            "status",
            "--json",
            "--config",
            configuration,
            "--set",
            $"Delivery:Destination={destination}"
        );

        Assert.True(status.Code == ExitCode.Done, status.Errors);
        Assert.Equal(1, (int)status.Json["outcomes"]!["Queued"]!);
    }

    [Fact]
    public async Task Thousand_dead_letters_are_a_handful_of_causes_in_status()
    {
        await using var plant = await Plant.EmptyAsync();
        await plant.SyncAsync();
        using (
            var store = StateStore.Open(plant.Options.State.Folder, TimeProvider.System, plant.Logs.CreateLogger(""))
        )
            store.Record(new PageRecord { DeadLetters = [.. Enumerable.Range(0, 1000).Select(Letter)] });

        var status = await plant.RunAsync("status");

        Assert.Contains("Dead letters (1000) by cause:", status.Output);
        Assert.InRange(status.Output.Split('\n').Length, 20, 60);
        for (var cause = 0; cause < 3; cause++)
        {
            Assert.Contains($"Set Mapping:Setting{cause}.", status.Output);
            Assert.Contains($"vtebridge replay --cause cause-{cause}", status.Output);
        }
    }

    /// <summary>Runs a cycle as `run` does, with a memory of earlier cycles.</summary>
    private static async Task<SyncSummary> CycleWithAsync(Plant plant, SliceMemory memory)
    {
        await using var parts = new Composition(
            plant.Options,
            plant.Clock,
            plant.Logs,
            services => services.AddSingleton(memory)
        );
        var session = await parts.OpenAsync(Stop);
        return await session.LiveCycle(allSteps: false).RunAsync(session.Window, new Nobody(), Stop);
    }

    private static DeadLetterRecord Letter(int number) =>
        new(
            new Guid(number, 0, 0, new byte[8]),
            ReportKind.Run,
            $"{number}",
            new DateTime(2026, 2, 2).AddMinutes(number),
            $"SN-{number}",
            "Station",
            "Plan",
            $"cause-{number % 3}",
            $"Run {number} lacks something.",
            $"Set Mapping:Setting{number % 3}.",
            DateTimeOffset.UnixEpoch
        );

    private static string Check(ProcessEnd doctor, string check) =>
        (string)doctor.Json["findings"]!.AsArray().Single(f => (string?)f!["check"] == check)!["what"]!;

    private static bool IsStep(PlantRow row) => row.Table.StartsWith("TestData", StringComparison.Ordinal);

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
