using System.Text.Json.Nodes;
using VteBridge.Simulator.Wats;
using VteBridge.Simulator.Wats.Faults;

namespace VteBridge.Tests.EndToEnd;

/// <summary>The complete way: VTE over TDS, the program, and a WATS server that keeps the reports. Every uploading destination must pass.</summary>
public abstract class UploadTests(string destination, string? cannotRun = null) : UploadTestBase(destination, cannotRun)
{
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
}
