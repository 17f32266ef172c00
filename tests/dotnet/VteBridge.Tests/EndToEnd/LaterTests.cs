using System.Text.Json.Nodes;
using VteBridge.Reconcile;
using VteBridge.Simulator.Vte;
using VteBridge.Simulator.Vte.Plant;
using VteBridge.State;

namespace VteBridge.Tests.EndToEnd;

/// <summary>Changes in VTE after a cycle has read it.</summary>
public sealed class LaterTests
{
    [Fact]
    public async Task A_late_row_is_delivered_by_the_next_sync()
    {
        await using var plant = await WithThreeRunsAsync();

        var late = plant.AddRun(minutesAgo: 45, sequence: 10);
        var next = await plant.SyncAsync();

        Assert.Equal(1, next.Queued);
        Assert.Equal(3, next.Unchanged);
        Assert.Contains(late, plant.Reports().Keys);
    }

    [Fact]
    public async Task A_row_that_is_later_than_the_look_back_is_found_and_sent_by_reconcile()
    {
        await using var plant = await WithThreeRunsAsync();
        var late = plant.AddRun(minutesAgo: 20 * 24 * 60, sequence: 10);
        Assert.Equal(0, (await plant.SyncAsync()).Queued);
        var from = $"{plant.Now.AddDays(-30):yyyy-MM-dd}";

        var found = await plant.RunAsync("reconcile", "--store-only", "--json", "--from", from);
        var repaired = await plant.RunAsync("reconcile", "--store-only", "--json", "--from", from, "--repair");
        var after = await plant.RunAsync("reconcile", "--store-only", "--json", "--from", from);

        Assert.Equal((5, 1, 0), (found.Code, (int)found.Json["missing"]!, (int)found.Json["repaired"]!));
        Assert.Equal((0, 1, 1), (repaired.Code, (int)repaired.Json["missing"]!, (int)repaired.Json["repaired"]!));
        Assert.Equal((0, 0, 4), (after.Code, (int)after.Json["missing"]!, (int)after.Json["delivered"]!));
        Assert.Contains(late, plant.Reports().Keys);
    }

    [Fact]
    public async Task Progress_of_reconcile_goes_from_begin_to_end_for_each_source()
    {
        await using var plant = await Plant.EmptyAsync();
        for (var run = 1; run <= 30; run++)
            plant.AddRun(minutesAgo: run * 10, sequence: run);
        plant.Options = plant.Options with { Vte = plant.Options.Vte with { PageSize = 5 } };
        await plant.SyncAsync();
        var seen = new Seen();

        await plant.UseAsync(async parts =>
        {
            var session = await parts.OpenAsync(TestContext.Current.CancellationToken);
            var from = new ReconcileRequest(plant.Now.AddMinutes(-310));
            await new Reconciliation(
                session.Sources,
                parts.Store,
                null,
                plant.Options.Sync,
                parts.Clock,
                session.Window,
                from
            ).RunAsync(seen, TestContext.Current.CancellationToken);
            return 0;
        });

        var runs = seen.All.Where(p => p.Text.StartsWith("runs at ", StringComparison.Ordinal)).ToList();
        Assert.InRange(runs.Count, 6, 8);
        Assert.Equal(runs.Select(p => p.Fraction).Order(), runs.Select(p => p.Fraction));
        Assert.InRange(runs[0].Fraction, 0, 0.25);
        Assert.InRange(runs[^1].Fraction, 0.9, 1);
    }

    private sealed class Seen : IProgress<(double Fraction, string Text)>
    {
        public List<(double Fraction, string Text)> All { get; } = [];

        public void Report((double Fraction, string Text) value) => All.Add(value);
    }

    [Fact]
    public async Task Log_names_the_first_twenty_dead_letters_of_a_cycle()
    {
        await using var plant = await Plant.EmptyAsync();
        for (var run = 1; run <= 23; run++)
            plant.Database.Insert(plant.RunRows(minutesAgo: 60, sequence: run).Where(row => row.Table == "IndexData"));

        Assert.Equal(23, (await plant.SyncAsync()).DeadLetters);

        Assert.Equal(20, plant.Logs.Warnings.Count(line => line.StartsWith("Dead letter ", StringComparison.Ordinal)));
        Assert.Single(plant.Logs.Warnings, line => line.Contains("more dead letters", StringComparison.Ordinal));
    }

    /// <summary>Five runs of one unit at one moment and a sixth 3 ms later, which their moved starts come close to or reach.</summary>
    [Fact]
    public async Task Runs_whose_starts_were_moved_keep_them_wherever_a_walk_begins()
    {
        await using var plant = await Plant.EmptyAsync();
        var ids = Twins(plant, minutesAgo: 60, count: 5, laterMilliseconds: 3);
        await plant.SyncAsync();
        var whole = plant.Reports();
        var last = ids[^1];
        var at = plant.Now.AddMinutes(-60).AddMilliseconds(2);

        var one = await plant.RunAsync("export", "--run", $"{last}", "--out", "-");
        var from = await plant.RunAsync("export", "--from", $"{at:yyyy-MM-ddTHH:mm:ss.fff}", "--out", "-");
        var explained = await plant.RunAsync("explain", $"{last}", "--json");

        Assert.Equal(ids.Count, ids.Select(id => (string)plant.Report(id)["start"]!).Distinct().Count());
        Assert.Equal(whole[last], System.Text.Encoding.UTF8.GetBytes(one.Output.TrimEnd('\n')));
        Assert.Equal(one.Output, from.Output);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(whole[last]), explained.Json["report"]), explained.Output);
    }

    /// <summary>Adds <paramref name="count"/> runs of one unit at one time and one a little later; returns their ids in reading order.</summary>
    private static IReadOnlyList<Guid> Twins(Plant plant, double minutesAgo, int count, int laterMilliseconds)
    {
        var rows = plant.RunRows(minutesAgo, sequence: 50);
        var (first, ids) = (Plant.IdOf(rows), new List<Guid>());
        for (var i = 0; i <= count; i++)
        {
            var id = new Guid(0, 0, 0, [0, 0, 0, 0, 0, 0, 0, (byte)(i + 1)]);
            plant.Database.Insert(
                rows.Where(r => i == 0 || r.Table is "IndexData" or "TestDataNumeric")
                    .Select(r =>
                        r with
                        {
                            Values =
                            [
                                .. r.Values.Select(
                                    (value, at) =>
                                        value is Guid g && g == first ? id
                                        : r.Table == "IndexData" && r.Columns[at] == "Timestamp" && i == count
                                            ? ((DateTime)value!).AddMilliseconds(laterMilliseconds)
                                        : r.Columns[at] == "TestData_ID"
                                            ? Convert.ToInt64(value, null) + (i * 1_000_000L)
                                        : value
                                ),
                            ],
                        }
                    )
            );
            ids.Add(id);
        }
        return ids;
    }

    [Fact]
    public async Task An_edited_run_is_sent_again_once_under_its_id()
    {
        await using var plant = await WithThreeRunsAsync();
        var edited = plant.Reports().Keys.First();
        var before = plant.Reports()[edited];
        plant.Edit(edited, "WO-105000");

        var next = await plant.SyncAsync();
        var third = await plant.SyncAsync();

        Assert.Equal((1, 2), (next.Queued, next.Unchanged));
        Assert.Equal((0, 3), (third.Queued, third.Unchanged));
        Assert.Equal(3, plant.Reports().Count);
        Assert.NotEqual(before, plant.Reports()[edited]);
        Assert.Contains("WO-105000", plant.Report(edited).ToJsonString());
    }

    [Fact]
    public async Task A_run_that_was_edited_long_after_its_delivery_is_different_to_reconcile()
    {
        await using var plant = await Plant.EmptyAsync();
        var old = plant.AddRun(minutesAgo: 5 * 24 * 60, sequence: 1);
        plant.AddRun(minutesAgo: 10, sequence: 2);
        await plant.SyncAsync();
        plant.Edit(old, "WO-105000");
        Assert.Equal(0, (await plant.SyncAsync()).Queued);

        var done = await plant.RunAsync(
            "reconcile",
            "--store-only",
            "--json",
            "--repair",
            "--from",
            $"{plant.Now.AddDays(-30):yyyy-MM-dd}"
        );

        Assert.Equal((0, 1, 1), (done.Code, (int)done.Json["different"]!, (int)done.Json["repaired"]!));
        Assert.Contains("WO-105000", plant.Report(old).ToJsonString());
    }

    [Fact]
    public async Task A_repair_that_is_added_after_the_run_was_delivered_is_delivered_too()
    {
        await using var plant = await Plant.StartAsync(new PlantOptions { Runs = 0 });
        await plant.SyncAsync();
        plant.Database.Insert(LaterChanges.LaterRepair(plant.Rows));

        var next = await plant.SyncAsync();

        Assert.Equal(1, next.Queued);
        var repair = plant
            .Reports()
            .Values.Select(r => JsonNode.Parse(r)!)
            .Single(r => (string?)r["uur"]?["refUUT"] == OddRuns.LaterRepairedRun.ToString());
        Assert.Equal("R", (string)repair["type"]!);
    }

    [Fact]
    public async Task A_run_whose_steps_are_still_being_written_is_sent_when_they_are_there()
    {
        await using var plant = await WithThreeRunsAsync();
        var rows = plant.RunRows(minutesAgo: 5, sequence: 10);
        plant.Database.Insert(rows.Where(r => !IsStep(r)));

        var held = await plant.SyncAsync();
        plant.Database.Insert(rows.Where(IsStep));
        var sent = await plant.SyncAsync();

        Assert.Equal((1, 0), (held.Deferred, held.Queued));
        Assert.Equal((0, 1), (sent.Deferred, sent.Queued));
        Assert.Equal(rows.Count(IsStep), Steps(plant, Plant.IdOf(rows)));
    }

    [Fact]
    public async Task Every_run_that_waits_is_counted()
    {
        await using var plant = await Plant.EmptyAsync();
        for (var run = 1; run <= 3; run++)
            plant.Database.Insert(plant.RunRows(minutesAgo: 5, run).Where(r => !IsStep(r)));

        Assert.Equal(3, (await plant.SyncAsync()).Deferred);
    }

    [Fact]
    public async Task A_run_that_stays_without_steps_is_sent_when_it_has_been_waited_for()
    {
        await using var plant = await WithThreeRunsAsync();
        var rows = plant.RunRows(minutesAgo: 5, sequence: 10);
        plant.Database.Insert(rows.Where(r => !IsStep(r)));

        Assert.Equal(1, (await plant.SyncAsync()).Deferred);
        plant.Clock.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal(1, (await plant.SyncAsync()).Deferred);
        plant.Clock.Advance(TimeSpan.FromMinutes(2));
        var sent = await plant.SyncAsync();

        Assert.Equal((0, 1), (sent.Deferred, sent.Queued));
        Assert.Equal(1, sent.Flags["no-steps"]);
        Assert.Equal(0, (await plant.SyncAsync()).Queued);
    }

    /// <summary>The checkpoint must not pass a deferred run, however many runs follow it.</summary>
    [Fact]
    public async Task A_run_that_is_held_back_is_not_lost_when_the_look_back_is_shorter_than_the_wait()
    {
        await using var plant = await Plant.EmptyAsync();
        plant.Options = plant.Options with { Sync = plant.Options.Sync with { LookBack = TimeSpan.Zero } };
        var rows = plant.RunRows(minutesAgo: 5, sequence: 10);
        plant.Database.Insert(rows.Where(r => !IsStep(r)));
        plant.AddRun(minutesAgo: 4, sequence: 11);

        Assert.Equal((1, 1), (await plant.SyncAsync()) is var first ? (first.Deferred, first.Queued) : default);
        plant.AddRun(minutesAgo: 2, sequence: 12);
        Assert.Equal((1, 1), (await plant.SyncAsync()) is var second ? (second.Deferred, second.Queued) : default);
        plant.Database.Insert(rows.Where(IsStep));
        var sent = await plant.SyncAsync();

        Assert.Equal((0, 1), (sent.Deferred, sent.Queued));
        Assert.Equal(3, plant.Reports().Count);
    }

    [Fact]
    public async Task A_run_of_the_future_is_told_and_waits_until_it_is_past()
    {
        await using var plant = await WithThreeRunsAsync();
        var future = plant.AddRun(minutesAgo: -60, sequence: 10);
        var first = plant.Now.AddMinutes(60);

        var waiting = await plant.SyncAsync();
        plant.Clock.Advance(TimeSpan.FromMinutes(61));
        var sent = await plant.SyncAsync();

        Assert.Equal((1L, 0), (waiting.Future, waiting.Queued));
        Assert.Equal(first, waiting.FirstFuture!.Value, TimeSpan.FromSeconds(1));
        Assert.Contains(plant.Logs.Warnings, w => w.Contains("in the future", StringComparison.Ordinal));
        Assert.Equal((0L, 1), (sent.Future, sent.Queued));
        Assert.Contains(future, plant.Reports().Keys);
    }

    [Fact]
    public async Task A_run_younger_than_the_settle_delay_waits_for_the_next_sync()
    {
        await using var plant = await Plant.EmptyAsync();
        plant.AddRun(minutesAgo: 0.25, sequence: 1);

        Assert.Equal(0, (await plant.SyncAsync()).RunsRead);
        plant.Clock.Advance(TimeSpan.FromSeconds(16));
        Assert.Equal(1, (await plant.SyncAsync()).Queued);
    }

    [Fact]
    public async Task A_first_sync_can_leave_the_history_out()
    {
        await using var plant = await Plant.EmptyAsync();
        plant.AddRun(minutesAgo: 600, sequence: 1);
        var recent = plant.AddRun(minutesAgo: 60, sequence: 2);
        plant.Options = plant.Options with
        {
            Sync = plant.Options.Sync with { StartFrom = plant.Now.AddMinutes(-120) },
        };

        await plant.SyncAsync();
        await plant.SyncAsync();

        Assert.Equal([recent], plant.Reports().Keys);
    }

    [Fact]
    public async Task A_dead_letter_that_was_mended_in_VTE_is_delivered_by_the_next_sync()
    {
        await using var plant = await Plant.EmptyAsync();
        var rows = plant.RunRows(minutesAgo: 20, sequence: 1);
        plant.Database.Insert(rows);
        var run = rows.Single(r => r.Table == "IndexData");
        var unit = run.Values[run.Columns.ToList().IndexOf("Uut_GUID")]!;
        plant.Database.Update("UutData", "Uut_GUID", unit, "Serial", "  ");
        Assert.Equal(1, (await plant.SyncAsync()).DeadLetters);
        Assert.Equal(0, (await plant.SyncAsync()).DeadLetters);

        plant.Database.Update("UutData", "Uut_GUID", unit, "Serial", "SN-1");
        var mended = await plant.SyncAsync();

        Assert.Equal((1, 0), (mended.Queued, mended.DeadLetters));
        Assert.Empty(plant.DeadLetters());
    }

    internal static async Task<Plant> WithThreeRunsAsync()
    {
        var plant = await Plant.EmptyAsync();
        plant.AddRun(minutesAgo: 90, sequence: 1);
        plant.AddRun(minutesAgo: 60, sequence: 2);
        plant.AddRun(minutesAgo: 20, sequence: 3);
        Assert.Equal(3, (await plant.SyncAsync()).Queued);
        return plant;
    }

    private static bool IsStep(PlantRow row) => row.Table.StartsWith("TestData", StringComparison.Ordinal);

    private static int Steps(Plant plant, Guid run) => plant.Report(run)["root"]!["steps"]!.AsArray().Count;
}
