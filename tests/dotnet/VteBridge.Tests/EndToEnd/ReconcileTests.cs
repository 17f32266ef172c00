using System.Text.Json.Nodes;
using VteBridge.Simulator.Wats;

namespace VteBridge.Tests.EndToEnd;

/// <summary>What `reconcile` finds when it compares VTE, the state store and WATS.</summary>
public sealed class ReconcileTests : ReconcileTestBase
{
    [Fact]
    public async Task Every_odd_report_comes_back_from_WATS_as_it_was_sent()
    {
        var end = await ReconcileAsync("--deep", "--yield");

        Assert.Equal((0, _wats.Store.Count, 0), (end.Code, Deep(end, "compared"), Deep(end, "different")));
        Assert.Equal(0, Deep(end, "notRead"));
    }

    [Fact]
    public async Task Sample_is_the_same_for_the_same_seed()
    {
        foreach (var report in _wats.Store.All())
            Change(report, json => json["purpose"] = "Changed");

        var (one, same, other) = (
            await ReconcileAsync("--deep", "--sample", "7"),
            await ReconcileAsync("--deep", "--sample", "7"),
            await ReconcileAsync("--deep", "--sample", "7", "--seed", "2")
        );

        Assert.Equal((5, 7, 7), (one.Code, Deep(one, "compared"), Deep(one, "sample")));
        Assert.Equal(Ids(one), Ids(same));
        Assert.NotEqual(Ids(one), Ids(other));
        Assert.Contains("a sample of 7, seed 1", one.Errors, StringComparison.Ordinal);

        static string[] Ids(ProcessEnd end) =>
            [.. end.Json["deep"]!["reports"]!.AsArray().Select(r => (string)r!["id"]!).Order()];
    }

    [Fact]
    public async Task Yield_is_the_same_in_VTE_and_in_WATS_until_a_verdict_is_changed_there()
    {
        var before = await ReconcileAsync("--yield");
        var first = _wats.Store.All().Where(r => r.Header is { Type: "T", Result: "P" }).MinBy(r => r.Header.Start)!;
        Change(first, json => json["result"] = "F");
        var after = await ReconcileAsync("--yield");

        Assert.Equal(0, before.Code);
        var rows = before.Json["yields"]!.AsArray();
        Assert.NotEmpty(rows);
        Assert.All(
            rows,
            r =>
                Assert.Equal(
                    ((int)r!["vteUnits"]!, (int)r["vtePassed"]!),
                    ((int)r["watsUnits"]!, (int)r["watsPassed"]!)
                )
        );
        Assert.True(rows.Sum(r => (int)r!["vtePassed"]!) < rows.Sum(r => (int)r!["vteUnits"]!));
        var wrong = Assert.Single(after.Json["yields"]!.AsArray(), r => (bool)r!["differs"]!);
        Assert.Equal(1, (int)wrong!["vtePassed"]! - (int)wrong["watsPassed"]!);
        Assert.Equal(5, after.Code);
    }

    [Fact]
    public async Task Run_that_makes_no_report_is_missing_until_it_is_a_dead_letter()
    {
        var before = await ReconcileAsync();
        _plant.Database.Insert(_plant.RunRows(minutesAgo: 20, sequence: 1).Where(row => row.Table == "IndexData"));
        var unknown = await ReconcileAsync();
        await _plant.SyncAsync();
        var known = await ReconcileAsync();

        Assert.Equal((0, 0), (before.Code, (int)before.Json["missing"]!));
        Assert.Equal((5, 1), (unknown.Code, (int)unknown.Json["missing"]!));
        Assert.Equal((0, 0), (known.Code, (int)known.Json["missing"]!));
        Assert.Equal((int)before.Json["deadLetters"]! + 1, (int)known.Json["deadLetters"]!);
    }

    [Fact]
    public async Task Plan_and_diff_ask_WATS_where_no_copy_is_left()
    {
        var run = _plant.AddRun(minutesAgo: 20, sequence: 1);
        await _plant.SyncAsync();
        foreach (var copy in Directory.EnumerateFiles(_plant.Options.Delivery.Folder, "*", SearchOption.AllDirectories))
            File.Delete(copy);
        _plant.Edit(run, "WO-105000");

        var (diff, plan) = (await _plant.RunAsync("diff", $"{run}", "--json"), await PlanAsync());
        Assert.Equal("in WATS", (string)diff.Json["comparedWith"]!);
        Assert.Contains("WO-105000", diff.Output, StringComparison.Ordinal);
        Assert.Contains("WO-105000", $"{plan["differences"]}", StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, (await LostAsync("diff", $"{run}")).Code);
        Assert.Contains("WATS does not have it", (string)(await PlanAsync())["reason"]!, StringComparison.Ordinal);
        _plant.Folder.WriteSecret("token", "wrong");
        Assert.Contains("WATS could not be asked", (string)(await PlanAsync())["reason"]!, StringComparison.Ordinal);

        async Task<JsonNode> PlanAsync() =>
            Assert.Single(
                (await _plant.RunAsync("sync", "--plan", "--json")).Json["reports"]!.AsArray(),
                r => (string)r!["id"]! == $"{run}"
            )!;

        Task<ProcessEnd> LostAsync(params string[] call)
        {
            _wats.Store.Clear();
            return _plant.RunAsync(call);
        }
    }

    [Fact]
    public async Task WATS_that_cannot_be_asked_is_exit_code_4_and_no_proof()
    {
        _plant.Folder.WriteSecret("token", "wrong");

        var end = await ReconcileAsync("--deep");

        Assert.Equal((4, false, 0), (end.Code, (bool)end.Json["askedWats"]!, Deep(end, "compared")));
        Assert.Contains("401", (string)end.Json["trouble"]!, StringComparison.Ordinal);
    }

    /// <summary>Changes a report in WATS without the program's knowledge.</summary>
    private void Change(StoredReport report, Action<JsonObject> change) => Planted.In(_wats, report, change);

    private static int Deep(ProcessEnd end, string what) => (int)end.Json["deep"]![what]!;
}
