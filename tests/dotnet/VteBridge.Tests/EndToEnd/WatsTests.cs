using System.Text;
using System.Text.Json.Nodes;
using VteBridge.Configuration;
using VteBridge.Core;
using VteBridge.Simulator.Wats;
using VteBridge.State;

namespace VteBridge.Tests.EndToEnd;

/// <summary>The destination `wats`: the whole way to a WATS server, without Python.</summary>
public sealed class WatsTests : IAsyncLifetime
{
    private Plant _plant = null!;
    private WatsServer _wats = null!;

    public async ValueTask InitializeAsync()
    {
        _plant = await Plant.EmptyAsync();
        for (var run = 1; run <= 5; run++)
            _plant.AddRun(minutesAgo: 20 + run, run);
        _wats = await WatsServer.StartAsync(new WatsServerOptions { Clock = _plant.Clock });
        UseWats("demo");
    }

    public async ValueTask DisposeAsync()
    {
        await _wats.DisposeAsync();
        await _plant.DisposeAsync();
    }

    [Fact]
    public async Task Every_report_is_accepted_once_byte_for_byte()
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
    public async Task With_WATS_down_reports_wait_and_the_next_sync_sends_them()
    {
        var port = _wats.Address.Port;
        await _wats.DisposeAsync();
        UseWats("demo", "http://127.0.0.1:1");

        var down = await _plant.SyncAsync();
        _wats = await WatsServer.StartAsync(new WatsServerOptions { Clock = _plant.Clock, Port = port });
        UseWats("demo");
        var back = await _plant.SyncAsync();

        Assert.Contains("cannot be reached", down.DestinationTrouble);
        Assert.Equal((0, 5), (down.Accepted, down.Queued));
        Assert.Equal((5, 5L), (back.Accepted, _wats.Counters.Values.Accepted));
    }

    [Fact]
    public async Task A_wrong_token_stops_sending_and_says_what_to_do()
    {
        UseWats("wrong-token");

        var end = await _plant.RunAsync("sync", "--json");

        Assert.Equal(ExitCode.DestinationUnavailable, end.Code);
        Assert.Contains("check the API token", end.Output + end.Errors);
        Assert.DoesNotContain("wrong-token", end.Output + end.Errors);
        Assert.Equal(5, _plant.Reports(".queued").Count);
    }

    [Fact]
    public async Task An_edited_run_replaces_its_report_in_WATS()
    {
        await _plant.SyncAsync();
        var run = _plant.AddRun(minutesAgo: 15, sequence: 6);
        await _plant.SyncAsync();
        _plant.Edit(run, "WO-4711");

        var again = await _plant.SyncAsync();

        Assert.Equal((1, 6), (again.Accepted, _wats.Store.All().Count()));
        Assert.Contains(_wats.Store.All(), r => Encoding.UTF8.GetString(r.Body!.Value.Span).Contains("WO-4711"));
    }

    [Fact]
    public async Task Reconcile_asks_WATS_itself()
    {
        await _plant.SyncAsync();

        var end = await _plant.RunAsync("reconcile", "--from", "2000-01-01", "--json");

        Assert.Equal((ExitCode.Done, 5), (end.Code, (int?)end.Json["accepted"]));
    }

    [Theory]
    [InlineData("demo", "WATS answers", ExitCode.Done)]
    [InlineData("wrong-token", "cannot be asked", ExitCode.DestinationUnavailable)]
    public async Task Doctor_tries_server_and_token_without_Python(string token, string says, int code)
    {
        UseWats(token);

        var end = await _plant.RunAsync("doctor", "--all");

        Assert.Contains(says, end.Output);
        Assert.DoesNotContain("pywats", end.Output, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(code, end.Code);
    }

    [Fact]
    public async Task Without_server_and_token_one_sentence_says_what_to_set()
    {
        Configure(new SidecarOptions());

        var end = await _plant.RunAsync(
            new Dictionary<string, string?> { ["PYWATS_SERVER_URL"] = null, ["PYWATS_API_TOKEN"] = null },
            "sync",
            "--json"
        );

        Assert.Equal(ExitCode.DestinationUnavailable, end.Code);
        Assert.Contains("WATS is not configured: set the server's address", end.Output + end.Errors);
        Assert.Equal(5, _plant.Reports(".queued").Count);
    }

    private void UseWats(string token, string? address = null) =>
        Configure(
            new SidecarOptions
            {
                ServerUrl = address ?? _wats.Address.ToString(),
                TokenFile = _plant.Folder.WriteSecret("token", token),
            }
        );

    private void Configure(SidecarOptions wats) =>
        _plant.Options = _plant.Options with
        {
            Delivery = _plant.Options.Delivery with { Destination = DestinationNames.Wats, Sidecar = wats },
        };
}
