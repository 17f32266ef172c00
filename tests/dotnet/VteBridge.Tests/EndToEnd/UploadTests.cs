using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using VteBridge.Configuration;
using VteBridge.Core;
using VteBridge.Simulator.Wats;
using VteBridge.Simulator.Wats.Faults;
using VteBridge.State;

namespace VteBridge.Tests.EndToEnd;

/// <summary>The complete way: VTE over TDS, the program, and a WATS server that keeps the reports. Every uploading destination must pass.</summary>
public abstract class UploadTests : IAsyncLifetime
{
    private readonly string _destination;
    private readonly string? _cannotRun;
    private protected Plant _plant = null!;
    private protected WatsServer _wats = null!;

    /// <param name="cannotRun">Why this machine cannot run the tests; null when it can.</param>
    private protected UploadTests(string destination, string? cannotRun = null) =>
        (_destination, _cannotRun) = (destination, cannotRun);

    public async ValueTask InitializeAsync()
    {
        if (_cannotRun is { } why)
            Assert.Skip(why);
        _plant = await Plant.EmptyAsync();
        for (var run = 1; run <= 5; run++)
            _plant.AddRun(minutesAgo: 20 + run, run);
        _wats = await WatsServer.StartAsync(new WatsServerOptions { Clock = _plant.Clock });
        UseWats(_wats.Address);
    }

    public async ValueTask DisposeAsync()
    {
        if (_plant is null)
            return;
        await _wats.DisposeAsync();
        await _plant.DisposeAsync();
    }

    [Fact]
    public async Task Every_report_is_accepted_once_and_is_in_WATS_byte_for_byte()
    {
        var first = await _plant.SyncAsync();
        var second = await _plant.SyncAsync();

        Assert.Equal((5, 0, (string?)null), (first.Accepted, first.Queued, first.DestinationTrouble));
        Assert.Equal((0, 0, 5), (second.Accepted, second.Queued, second.Unchanged));
        Assert.All(_plant.Recorded(), e => Assert.Equal(Outcome.Accepted, e.Outcome));
        Assert.Equal((5L, 0L), (_wats.Counters.Values.Accepted, _wats.Counters.Values.OverwrittenById));
        var sent = _plant.Reports(".completed");
        Assert.All(
            _wats.Store.All(),
            r => Assert.True(JsonNode.DeepEquals(JsonNode.Parse(sent[r.Header.Id]), JsonNode.Parse(r.Body!.Value.Span)))
        );
    }

    [Fact]
    public async Task With_WATS_down_for_one_cycle_every_report_is_accepted_once_by_the_next()
    {
        var port = _wats.Address.Port;
        await _wats.DisposeAsync();

        var down = await _plant.SyncAsync();
        _wats = await WatsServer.StartAsync(new WatsServerOptions { Clock = _plant.Clock, Port = port });
        var back = await _plant.SyncAsync();

        Assert.Equal((0, 5, 4), (down.Accepted, down.Queued, down.ExitCode));
        Assert.Contains("Reports wait in", down.DestinationTrouble);
        Assert.Equal((5, 0), (back.Accepted, back.ExitCode));
        Assert.Equal((5L, 0L), (_wats.Counters.Values.Accepted, _wats.Counters.Values.OverwrittenById));
        Assert.Equal((0, 0), (await _plant.SyncAsync()) is var last ? (last.Accepted, last.Queued) : default);
    }

    [Fact]
    public async Task Report_that_waits_to_be_tried_again_is_told_until_it_is_in()
    {
        _wats.Faults.Add(
            new Fault
            {
                Kind = FaultKind.Status,
                Status = 500,
                Every = 2,
            }
        );

        var failed = await _plant.SyncAsync();
        var waiting = await _plant.SyncAsync();
        // Makes the report due again, whichever clock decides that.
        var info = Assert.Single(Directory.GetFiles(_plant.Options.Delivery.Folder, "*.error.info"));
        var noted = JsonNode.Parse(await File.ReadAllTextAsync(info, Stop))!;
        noted["next_attempt"] = null;
        await File.WriteAllTextAsync(info, noted.ToJsonString(), Stop);
        var last = await _plant.SyncAsync();

        Assert.Equal((4, 1, 4), (failed.Accepted, failed.Queued, failed.ExitCode));
        Assert.Contains("1 report waits to be tried again", failed.Trouble);
        Assert.Equal((0, 4), (waiting.Accepted, waiting.ExitCode));
        Assert.Contains("1 report waits to be tried again", waiting.Trouble);
        Assert.Equal((1, 0), (last.Accepted, last.ExitCode));
        Assert.Null(last.Trouble);
    }

    [Fact]
    public async Task What_WATS_refuses_is_a_dead_letter_with_its_reason_and_can_be_replayed()
    {
        var right = _plant.Options.Mapping;
        _plant.Options = _plant.Options with { Mapping = right with { DefaultProcessName = "No such test" } };
        var refused = await _plant.SyncAsync();

        Assert.Equal((5, 5, 5), (refused.Rejected, refused.DeadLetters, refused.ExitCode));
        Assert.All(_plant.DeadLetters().Values, d => Assert.Contains("no process 100 'No such test' exists", d.What));
        Assert.All(_plant.DeadLetters().Values, d => Assert.Contains($"vtebridge replay {d.Id}", d.Fix));
        Assert.All(_plant.DeadLetters().Values, d => Assert.NotNull(d.Serial));
        Assert.Equal(0, (await _plant.SyncAsync()).DeadLetters);

        _plant.Options = _plant.Options with { Mapping = right };
        var replayed = await _plant.RunAsync("replay", "--all", "--json");

        Assert.Equal(
            (0, 5, 5),
            (replayed.Code, (int)replayed.Json["replayed"]!, (int)replayed.Json["delivered"]!["accepted"]!)
        );
        Assert.Empty(_plant.DeadLetters());
        Assert.Equal(5, _wats.Store.Count);
    }

    [Fact]
    public async Task Reconcile_asks_WATS_and_sends_exactly_what_is_missing_there()
    {
        await _plant.SyncAsync();
        var lost = _wats.Store.All().Take(2).Select(r => r.Header.Id).ToHashSet();
        var kept = _wats.Store.All().Where(r => !lost.Contains(r.Header.Id)).ToList();
        _wats.Store.Clear();
        foreach (var report in kept)
            _wats.Store.Keep(report.Header, report.Body!.Value);

        string[] arguments = ["reconcile", "--json", "--from", $"{_plant.Now.AddDays(-1):yyyy-MM-dd}"];
        var found = await _plant.RunAsync(arguments);
        var repaired = await _plant.RunAsync([.. arguments, "--repair"]);
        var after = await _plant.RunAsync(arguments);

        Assert.Equal((5, true, 2), (found.Code, (bool)found.Json["askedWats"]!, (int)found.Json["missing"]!));
        Assert.Equal((0, 2), (repaired.Code, (int)repaired.Json["repaired"]!));
        Assert.Equal((0, 0, 5), (after.Code, (int)after.Json["missing"]!, (int)after.Json["accepted"]!));
    }

    [Fact]
    public async Task Deep_reconcile_names_a_changed_value_and_lost_sub_units_in_WATS()
    {
        await _plant.SyncAsync();
        var reports = _wats.Store.All();
        var changed = reports[0];
        var stripped = reports.Skip(1).First(r => r.Header.SubUnits.Count > 0);
        var steps = JsonNode.Parse(changed.Body!.Value.Span)!["root"]!["steps"]!.AsArray();
        var at = steps.ToList().FindIndex(s => s!["numericMeas"]?.AsArray().Count == 1);
        var (name, value) = ((string)steps[at]!["name"]!, (double)steps[at]!["numericMeas"]![0]!["value"]!);
        Planted.In(_wats, changed, json => json["root"]!["steps"]![at]!["numericMeas"]![0]!["value"] = 12345.5);
        Planted.In(_wats, stripped, json => json.Remove("subUnits"));

        var end = await _plant.RunAsync(
            "reconcile",
            "--deep",
            "--json",
            "--from",
            $"{_plant.Now.AddDays(-1):yyyy-MM-dd}"
        );

        var deep = end.Json["deep"]!;
        Assert.Equal((5, 5, 2), (end.Code, (int)deep["compared"]!, (int)deep["different"]!));
        Assert.All(
            deep["reports"]!.AsArray(),
            r => Assert.Equal("WATS does not have what was sent", (string?)r!["why"])
        );
        var texts = deep["reports"]!
            .AsArray()
            .ToLookup(r => (string)r!["id"]!, r => r!["differences"]!.AsArray().Select(d => (string)d!));
        var digits = value.ToString("G15", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(
            [$"step {at + 1} '{name}' value 12345.5 in WATS, {digits} in VTE"],
            Assert.Single(texts[$"{changed.Header.Id}"])
        );
        Assert.All(
            Assert.Single(texts[$"{stripped.Header.Id}"]),
            text => Assert.Matches("^sub-unit '.*' absent in WATS, present in VTE$", text)
        );
    }

    [Fact]
    public async Task Orphans_on_both_sides_are_found()
    {
        await _plant.SyncAsync();
        var gone = _plant.Recorded()[0].Id;
        _plant.Database.Delete("IndexData", "Index_GUID", gone);
        var stranger = Guid.Parse("0f0f0f0f-1111-4222-8333-444444444444");
        // The order of uploads is not fixed; the copied report must be of a test system that VTE still shows.
        var copied = _wats.Store.All().First(report => $"{report.Header.Id}" != $"{gone}");
        Planted.In(
            _wats,
            copied,
            json =>
            {
                json["id"] = $"{stranger}";
                json["sn"] = "STRANGER";
            }
        );

        var end = await _plant.RunAsync("reconcile", "--json", "--from", $"{_plant.Now.AddDays(-1):yyyy-MM-dd}");

        var orphans = end.Json["orphans"]!;
        Assert.Equal((5, 2, true), (end.Code, (int)orphans["count"]!, (bool)orphans["askedWats"]!));
        Assert.Equal(
            new[] { $"{gone}", $"{stranger}" }.Order(),
            orphans["found"]!.AsArray().Select(o => (string)o!["id"]!).Order()
        );
    }

    [Fact]
    public async Task A_backfill_that_skips_what_exists_sends_what_WATS_has_not_and_what_has_changed_since()
    {
        await _plant.SyncAsync();
        var kept = _wats.Store.All().Skip(2).ToList();
        _wats.Store.Clear();
        foreach (var report in kept)
            _wats.Store.Keep(report.Header, report.Body!.Value);
        Directory.Delete(_plant.Options.State.Folder, recursive: true);

        var plan = await BackfillAsync(days: 1, "--plan");
        var first = await BackfillAsync(days: 1);
        var sentFirst = _wats.Counters.Values.Accepted - 5;
        _plant.Edit(kept[0].Header.Id, "WO-105000");
        var second = await BackfillAsync(days: 2);
        var sentThen = _wats.Counters.Values.Accepted - 5 - sentFirst;

        Assert.Equal((0, 0), (first.Code, second.Code));
        Assert.Equal((2, 3), ((int)plan.Json["counts"]!["new"]!, (int)plan.Json["counts"]!["in WATS already"]!));
        Assert.Equal((2, 1, 5), (sentFirst, sentThen, _wats.Store.Count));
        Assert.True(_wats.Store.TryFind(kept[0].Header.Id, out var edited));
        Assert.Contains("WO-105000", JsonNode.Parse(edited.Body!.Value.Span)!.ToJsonString());

        Task<ProcessEnd> BackfillAsync(int days, params string[] flags) =>
            _plant.RunAsync([
                "backfill",
                "--skip-existing",
                "--json",
                "--from",
                $"{_plant.Now.AddDays(-days):yyyy-MM-dd}",
                .. flags,
            ]);
    }

    [Fact]
    public async Task An_edited_run_replaces_its_report_in_WATS()
    {
        await _plant.SyncAsync();
        var edited = _wats.Store.All()[0].Header.Id;
        _plant.Edit(edited, "WO-105000");

        var summary = await _plant.SyncAsync();

        Assert.Equal((1, 4), (summary.Accepted, summary.Unchanged));
        Assert.Equal((5, 1L), (_wats.Store.Count, _wats.Counters.Values.OverwrittenById));
        Assert.True(_wats.Store.TryFind(edited, out var report));
        Assert.Contains("WO-105000", JsonNode.Parse(report.Body!.Value.Span)!.ToJsonString());
    }

    [Fact]
    public async Task A_token_that_WATS_does_not_take_leaves_the_reports_waiting_and_is_not_shown()
    {
        _plant.Folder.WriteSecret("token", "a-wrong-token");

        var end = await _plant.RunAsync("sync", "--json", "--verbose");

        Assert.Equal(4, end.Code);
        Assert.Contains("API token", (string)end.Json["destinationTrouble"]!);
        Assert.DoesNotContain("a-wrong-token", end.Output + end.Errors);
        Assert.Equal(5, _plant.Reports(".queued").Count);
    }

    [Fact]
    public async Task A_token_that_WATS_changes_while_it_runs_loses_no_report_and_sends_none_twice()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), RunningBridge.NoSignals);
        _plant.Options = _plant.Options with { Schedule = new ScheduleOptions { Interval = TimeSpan.FromSeconds(1) } };
        await using var running = RunningBridge.Start(_plant);
        running.Says("5 accepted");

        await _wats.DisposeAsync();
        _wats = await WatsServer.StartAsync(
            new WatsServerOptions
            {
                Clock = _plant.Clock,
                Port = _wats.Address.Port,
                Token = "the-new-token",
            }
        );
        _plant.AddRun(minutesAgo: 10, sequence: 6);
        _plant.AddRun(minutesAgo: 11, sequence: 7);
        running.Says("check the API token");
        Assert.Equal(0, _wats.Store.Count);
        _plant.Folder.WriteSecret("token", "the-new-token");
        running.Says("2 accepted");

        Assert.Equal(0, await running.StopAsync());
        // The second server received only the two new reports, and not the five that the first one had.
        Assert.Equal((2L, 2), (_wats.Counters.Values.Accepted, _wats.Store.Count));
        Assert.Equal(7, _plant.Recorded().Count(report => report.Outcome == Outcome.Accepted));
    }

    [Fact]
    public async Task A_token_file_in_UTF_16_is_read_with_a_byte_order_mark_and_refused_by_name_without()
    {
        var file = _plant.Folder.WriteSecret("token", "");
        await File.WriteAllBytesAsync(file, Encoding.Unicode.GetBytes("demo"), Stop);
        var refused = await _plant.SyncAsync();
        await File.WriteAllTextAsync(file, "demo\r\n", Encoding.Unicode, Stop);
        var read = await _plant.SyncAsync();

        Assert.Contains(file, refused.DestinationTrouble);
        Assert.Contains("as UTF-8", refused.DestinationTrouble);
        Assert.Equal((0, 5), (refused.Accepted, read.Accepted));
    }

    [Theory]
    [InlineData("localhost", -30, "the server's certificate has expired, or this machine's clock is wrong")]
    [InlineData("other.example", 30, "the server's certificate is for another name: check the server URL")]
    [InlineData(
        "localhost",
        30,
        "the server's certificate is not trusted: install the certificate of the authority that signed it"
    )]
    public async Task What_is_wrong_with_the_certificate_of_WATS_is_said(string name, int lastDay, string says)
    {
        await using var server = new TlsServer(name, DateTimeOffset.UtcNow.AddDays(lastDay));
        UseWats(server.Address);
        var isTrusted = !says.Contains("not trusted", StringComparison.Ordinal);
        var trust = isTrusted ? _plant.Folder.Write("trusted.pem", server.Certificate) : null;

        var end = await _plant.RunAsync(
            new Dictionary<string, string?> { ["SSL_CERT_FILE"] = trust },
            "sync",
            "--json"
        );

        Assert.Equal(4, end.Code);
        Assert.Contains(says, (string?)end.Json["destinationTrouble"]);
        Assert.Equal(5, _plant.Reports(".queued").Count);
    }

    [Fact]
    public async Task Files_with_the_line_ends_of_an_old_Mac_are_used_as_they_are_meant()
    {
        var connection = _plant.Options.Vte.ConnectionString.Replace(";", ";\r") + "\r";
        _plant.Folder.WriteSecret("token", "demo\r");
        var json = JsonNode.Parse(File.ReadAllText(_plant.Configuration()))!;
        json["Vte"]!["ConnectionStringFile"] = _plant.Folder.WriteSecret("connection", connection);
        var lines = "// The plant.\n" + json.ToJsonString(new JsonSerializerOptions { WriteIndented = true });
        var file = _plant.Folder.Write("mac.json", lines.ReplaceLineEndings("\r"));

        var end = await VtebridgeProcess.RunAsync(
            new Dictionary<string, string?>(),
            "sync",
            "--json",
            "--config",
            file
        );

        Assert.Equal((0, 5), (end.Code, (int)end.Json["delivered"]!["accepted"]!));
    }

    [Fact]
    public async Task A_process_code_that_WATS_lacks_stops_sending_with_one_alert_and_no_dead_letter()
    {
        await _wats.DisposeAsync();
        _wats = await WatsServer.StartAsync(
            new WatsServerOptions
            {
                Clock = _plant.Clock,
                Rules = new() { KnownProcessesOnly = true },
            }
        );
        UseWats(_wats.Address);
        _plant.Options = _plant.Options with { Mapping = _plant.Options.Mapping with { DefaultProcessCode = 4711 } };

        var sync = await _plant.RunAsync("sync", "--json");
        var status = await _plant.RunAsync("status", "--json");

        Assert.Equal(4, sync.Code);
        Assert.Contains("WATS has no process 4711", (string)sync.Json["destinationTrouble"]!);
        Assert.Empty(_plant.DeadLetters());
        Assert.Equal(5, _plant.Reports(".queued").Count);
        Assert.Single(
            status.Json["health"]!["alerts"]!.AsArray(),
            a => $"{a!["what"]}".Contains("until somebody corrects the cause", StringComparison.Ordinal)
        );

        var right = _plant.Options.Mapping with { DefaultProcessCode = 100 };
        _plant.Options = _plant.Options with { Mapping = right };
        string[] day = ["--from", $"{_plant.Now.AddDays(-1):yyyy-MM-dd}"];
        Assert.Equal(0, (await _plant.RunAsync(["reconcile", "--repair=all", .. day])).Code);
        Assert.Equal(5, _wats.Store.Count);
    }

    [Fact]
    public async Task Server_and_token_of_a_pyWATS_client_are_enough_and_its_token_is_in_no_output()
    {
        const string Token = "Y2xpZW50OmNhbmFyeQ==";
        await using var wats = await WatsServer.StartAsync(
            new WatsServerOptions { Clock = _plant.Clock, Token = Token }
        );
        var client = new ClientFile(
            _plant.Folder.Of("home"),
            new() { ["service_address"] = $"{wats.Address}", ["api_token"] = Token }
        );
        Use(new SidecarOptions { ClientInstance = ClientFile.Instance, Python = Python.WithPyWats });

        var doctor = await _plant.RunAsync(client.Environment, "doctor", "--json", "--verbose");
        var sync = await _plant.RunAsync(client.Environment, "sync", "--json", "--verbose");

        Assert.Equal((0, 5), (sync.Code, (int)sync.Json["delivered"]!["accepted"]!));
        Assert.Equal(5, wats.Store.Count);
        Assert.DoesNotContain(Token, sync.Output + sync.Errors + doctor.Output + doctor.Errors);
        Assert.DoesNotContain("canary", sync.Output + sync.Errors + doctor.Output + doctor.Errors);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private protected void UseWats(Uri address) =>
        Use(
            new SidecarOptions
            {
                Python = Python.WithPyWats,
                ServerUrl = address.ToString(),
                TokenFile = _plant.Folder.WriteSecret("token", "demo"),
            }
        );

    private protected void Use(SidecarOptions options) =>
        _plant.Options = _plant.Options with
        {
            Delivery = _plant.Options.Delivery with { Destination = _destination, Sidecar = options },
        };
}
