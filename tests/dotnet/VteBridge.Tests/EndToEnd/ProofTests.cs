using System.Security.Cryptography;
using System.Text.Json.Nodes;
using VteBridge.Configuration;
using VteBridge.Core;
using VteBridge.Hosting;
using VteBridge.Monitoring;
using VteBridge.Monitoring.Alerts;
using VteBridge.Simulator.Vte.Plant;
using VteBridge.Simulator.Wats;
using VteBridge.State;
using VteBridge.Tests.Windows;

namespace VteBridge.Tests.EndToEnd;

/// <summary>What `reconcile` and the nightly checks find, on a plant of some weeks whose reports are in a simulated WATS.</summary>
public sealed class ProofTests : IAsyncLifetime
{
    private Plant _plant = null!;
    private WatsServer _wats = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>A day before the oldest odd run.</summary>
    private const string From = "2025-01-01";

    public async ValueTask InitializeAsync()
    {
        _plant = await Plant.StartAsync(new PlantOptions { Runs = 60 });
        _wats = await WatsServer.StartAsync(new WatsServerOptions { Clock = _plant.Clock });
        _plant.Options = _plant.Options with
        {
            Delivery = _plant.Options.Delivery with
            {
                Destination = DestinationNames.Wats,
                Folder = "",
                Sidecar = new SidecarOptions
                {
                    ServerUrl = _wats.Address.ToString(),
                    TokenFile = _plant.Folder.WriteSecret("token", "demo"),
                },
            },
        };
        _plant.Options = _plant.Options with
        {
            Delivery = _plant.Options.Delivery with { Folder = _plant.Options.State.OwnQueue },
        };
        await _plant.SyncAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _wats.DisposeAsync();
        await _plant.DisposeAsync();
    }

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
    public async Task Evidence_is_the_same_bytes_each_time_and_every_edit_is_found()
    {
        using var key = Wine.NewKey();
        var secret = _plant.Folder.WriteSecret("key.pem", key.ExportECPrivateKeyPem());
        var pub = _plant.Folder.Write("pub.pem", key.ExportSubjectPublicKeyInfoPem());
        var (plain, again, signed) = (_plant.Folder.Of("one"), _plant.Folder.Of("two"), _plant.Folder.Of("signed"));

        Assert.Equal(0, (await ReconcileAsync("--deep", "--to", To, "--evidence", plain)).Code);
        await ReconcileAsync("--deep", "--to", To, "--evidence", again);
        await ReconcileAsync("--deep", "--to", To, "--evidence", signed, "--sign", secret);

        var lines = File.ReadAllLines(plain);
        Assert.Equal(File.ReadAllBytes(plain), File.ReadAllBytes(again));
        Assert.Equal(lines, File.ReadAllLines(signed)[..^1]);
        Assert.All(
            _wats.Store.All(),
            r =>
                Assert.Contains(
                    lines,
                    l =>
                        l.Contains($"\"id\":\"{r.Header.Id}\"", StringComparison.Ordinal)
                        && l.Contains(r.Sha256, StringComparison.Ordinal)
                )
        );
        var good = await CheckAsync(signed, "--key", pub);
        Assert.Equal((0, true), (good.Code, (bool)good.Json["isWhole"]!));
        Assert.Equal((0, 5), ((await CheckAsync(plain)).Code, (await CheckAsync(plain, "--key", pub)).Code));

        File.WriteAllText(
            plain,
            File.ReadAllText(plain).Replace("\"missing\":0", "\"missing\":1", StringComparison.Ordinal)
        );
        var edited = await CheckAsync(plain);
        Assert.Equal((5, false), (edited.Code, (bool)edited.Json["isWhole"]!));
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

    [Fact]
    public async Task Night_finds_what_WATS_lost_tells_it_and_is_at_peace_when_it_is_back()
    {
        _plant.Options = _plant.Options with { Reconcile = new ReconcileOptions { NightlyDays = 5 } };
        var all = _wats.Store.All();
        var days = (First: _plant.Rows.End.Date.AddDays(-4), End: _plant.Rows.End.Date);
        var lost = all.First(r =>
            r.Header.Type == "T" && r.Header.Start.DateTime >= days.First && r.Header.Start.DateTime < days.End
        ).Header.Id;
        _wats.Store.Clear();
        foreach (var report in all.Where(r => r.Header.Id != lost))
            _wats.Store.Keep(report.Header, report.Body!.Value);

        await NightAsync();
        var found = await _plant.UseAsync(p => Task.FromResult(p.Store.Nights()));
        var status = await _plant.RunAsync("status");
        var report1 = all.Single(r => r.Header.Id == lost);
        _wats.Store.Keep(report1.Header, report1.Body!.Value);
        _plant.Clock.Advance(TimeSpan.FromDays(1));
        await _plant.SyncAsync();
        await NightAsync();
        var nights = await _plant.UseAsync(p => Task.FromResult(NightStatus.Of(p.Store)));

        var wrong = Assert.Single(found, n => n.ExitCode != 0);
        Assert.Equal((1L, ExitCode.DeadLetters, "1 missing"), (wrong.Differences, wrong.ExitCode, wrong.Text));
        Assert.Contains($"{wrong.Day:yyyy-MM-dd}: 1 missing", status.Output, StringComparison.Ordinal);
        Assert.Equal([ExitCode.DeadLetters, ExitCode.Done], nights.Select(n => n.ExitCode));
        Assert.Equal([true, false], nights.Select(n => Raised([n])));
    }

    [Fact]
    public async Task Night_reconciles_one_day_a_step_and_each_day_once()
    {
        var steps = new List<int>();
        for (var step = 0; step < 5; step++)
        {
            await StepAsync();
            steps.Add((await _plant.UseAsync(p => Task.FromResult(p.Store.Nights()))).Count);
        }

        Assert.Equal([1, 2, 3, 3, 3], steps);
    }

    [Fact]
    public async Task Night_reads_a_day_of_VTE_once_and_then_asks_WATS_alone()
    {
        _plant.Options = _plant.Options with { Reconcile = new ReconcileOptions { NightlyDays = 5 } };
        await NightAsync();
        _plant.Clock.Advance(TimeSpan.FromDays(1));
        await _plant.SyncAsync();
        _plant.Server.Statistics.Reset();
        _wats.Store.Clear();
        for (var day = 0; day < 4; day++)
            await StepAsync();

        var nights = await _plant.UseAsync(p => Task.FromResult(p.Store.Nights()));
        Assert.DoesNotContain("IndexData", _plant.Server.Statistics.RowsByTable.Keys);
        Assert.Equal(9, nights.Count);
        Assert.Equal(0, nights.Take(5).Sum(n => n.Differences));
        Assert.True(nights.Skip(5).Sum(n => n.Differences) > 0, "WATS lost them all");
    }

    [Fact]
    public async Task Night_in_which_WATS_cannot_be_asked_is_no_good_night_and_is_tried_again()
    {
        _plant.Folder.WriteSecret("token", "wrong");
        await NightAsync();
        var bad = await _plant.UseAsync(p => Task.FromResult(NightStatus.Of(p.Store)));
        _plant.Folder.WriteSecret("token", "demo");
        await NightAsync();
        var soon = await _plant.UseAsync(p => Task.FromResult(NightStatus.Of(p.Store)));
        _plant.Clock.Advance(TimeSpan.FromHours(2));
        await NightAsync();
        var later = await _plant.UseAsync(p => Task.FromResult(NightStatus.Of(p.Store)));

        Assert.Equal([4, 4, 0], new[] { bad, soon, later }.Select(n => Assert.Single(n).ExitCode));
        Assert.True(Raised(bad));
    }

    private string To => $"{_plant.Rows.End:yyyy-MM-dd HH:mm:ss}";

    private async Task NightAsync()
    {
        for (var day = 0; day < _plant.Options.Reconcile.NightlyDays; day++)
            await StepAsync();
    }

    private Task<bool> StepAsync() =>
        _plant.UseAsync(async parts =>
        {
            await new NightlyReconcile(parts).StepAsync(_plant.Clock.Now, Stop);
            return true;
        });

    private bool Raised(IReadOnlyList<NightStatus> nights) =>
        AlertRules
            .Evaluate(
                new Snapshot
                {
                    At = nights[^1].CheckedAt,
                    Program = ProgramFacts.Now(nights[^1].CheckedAt, TimeSpan.FromMinutes(5)),
                    NightlyIsOn = true,
                    Nights = nights,
                },
                new AlertOptions()
            )
            .Single(r => r.Rule == AlertRule.NightlyReconcile)
            .IsRaised;

    /// <summary>Changes a report in WATS without the program's knowledge.</summary>
    private void Change(StoredReport report, Action<JsonObject> change) => Planted.In(_wats, report, change);

    private Task<ProcessEnd> ReconcileAsync(params string[] more) =>
        _plant.RunAsync(["reconcile", "--json", "--from", From, .. more]);

    private static Task<ProcessEnd> CheckAsync(string file, params string[] more) =>
        VtebridgeProcess.RunAsync(
            new Dictionary<string, string?>(),
            ["reconcile", "--json", "--check-evidence", file, .. more]
        );

    private static int Deep(ProcessEnd end, string what) => (int)end.Json["deep"]![what]!;
}

/// <summary>Plants faults in reports that WATS holds.</summary>
internal static class Planted
{
    public static void In(WatsServer wats, StoredReport report, Action<JsonObject> change)
    {
        var json = JsonNode.Parse(report.Body!.Value.Span)!.AsObject();
        change(json);
        var body = System.Text.Encoding.UTF8.GetBytes(json.ToJsonString());
        using var parsed = System.Text.Json.JsonDocument.Parse(body);
        wats.Store.Keep(ReportHeader.From(parsed.RootElement), body);
    }
}
