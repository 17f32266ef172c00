using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using VteBridge.Configuration;
using VteBridge.Delivery;
using VteBridge.Hosting;
using VteBridge.Reconcile;
using VteBridge.Simulator.Wats;
using VteBridge.Tests.EndToEnd;
using WatsReader = VteBridge.Delivery.Wats.WatsReader;

namespace VteBridge.Tests.Setup;

/// <summary>The pilot that `init` offers, without a terminal: its output and the files that it leaves.</summary>
public sealed class PilotTests : IAsyncLifetime
{
    private readonly InitCall _init = new();
    private readonly List<Guid> _runs = [];
    private Plant _plant = null!;
    private WatsServer _wats = null!;

    public async ValueTask InitializeAsync()
    {
        _plant = await Plant.EmptyAsync();
        for (var run = 1; run <= 3; run++)
            _runs.Add(_plant.AddRun(minutesAgo: 20 + run, run));
        _wats = await WatsServer.StartAsync(new WatsServerOptions { Clock = _plant.Clock });
    }

    public async ValueTask DisposeAsync()
    {
        await _wats.DisposeAsync();
        await _plant.DisposeAsync();
        _init.Dispose();
    }

    [Fact]
    public async Task Pilot_compares_every_value_and_a_live_sync_skips_and_doubles_nothing()
    {
        var code = await InitAsync("--pilot", "20", "--json");

        Assert.True(code == 0, _init.Errors);
        var pilot = JsonNode.Parse(_init.Output.TrimEnd().Split('\n')[^1])!["pilot"]!.AsArray();
        Assert.Equal(3, pilot.Count);
        Assert.All(pilot, report => Assert.Null(report!["trouble"]));
        Assert.All(pilot, report => Assert.Empty(report!["differences"]!.AsArray()));
        Assert.All(_wats.Store.All(), report => Assert.Equal(10, report.Header.ProcessCode));
        Assert.Empty(_wats.Store.All().Select(report => report.Header.Id).Intersect(_runs));
        Assert.False(Directory.Exists(Path.Combine(_init.Folder, "state", "pilot")));

        // --skip-existing asks WATS which reports exist, so it would be the first to confuse the pilot's reports with real ones.
        var live = await RunAsync("backfill", "--from", "2000-01-01", "--skip-existing", "--json");

        Assert.Equal((0, 3), (live.Code, (int)live.Json["delivered"]!["accepted"]!));
        Assert.Equal(3, _wats.Store.All().Count(r => r.Header.ProcessCode == 100 && _runs.Contains(r.Header.Id)));
        Assert.Equal((6, 0L), (_wats.Store.Count, _wats.Counters.Values.OverwrittenById));
    }

    [Fact]
    public async Task Pilot_tells_what_WATS_refuses_and_does_not_go_live()
    {
        Token = "a-wrong-token";
        var code = await InitAsync("--pilot", "20", "--live", "all");

        Assert.True(code == ExitCode.DeadLetters, _init.Errors);
        Assert.Contains("API token", _init.Output);
        Assert.Contains("0 of 3 runs", _init.Errors);
        Assert.Equal(0, _wats.Store.Count);
        Assert.True(File.Exists(_init.File));
    }

    [Fact]
    public async Task Pilot_that_WATS_changes_is_not_good_and_names_the_value()
    {
        var live = _plant.Options with
        {
            Delivery = _plant.Options.Delivery with
            {
                Destination = DestinationNames.Wats,
                Sidecar = new SidecarOptions
                {
                    ServerUrl = $"{_wats.Address}",
                    TokenFile = _plant.Folder.WriteSecret("token", Token),
                },
            },
        };
        await using var parts = new Composition(
            Pilot.OptionsOf(live, 10),
            _plant.Clock,
            _plant.Logs,
            services => services.AddScoped<IWatsReader>(s => new Changing(s.GetRequiredService<WatsReader>()))
        );

        var reports = await new Pilot(parts).RunAsync(3, TestContext.Current.CancellationToken);

        Assert.Equal(3, reports.Count);
        Assert.All(reports, report => Assert.False(report.IsGood));
        Assert.All(
            reports,
            report => Assert.Contains("machineName ELSEWHERE in WATS", Assert.Single(report.Differences))
        );
    }

    [Fact]
    public async Task Pilot_under_a_process_of_live_runs_is_refused()
    {
        Assert.Equal(ExitCode.Usage, await InitAsync("--pilot", "20", "--pilot-process", "100"));

        Assert.Contains("process 100 is used by live runs", _init.Errors);
        Assert.Equal(0, _wats.Store.Count);
    }

    [Fact]
    public async Task Going_live_after_the_pilot_sends_every_run()
    {
        var code = await InitAsync("--pilot", "2", "--live", "all");

        Assert.True(code == 0, _init.Errors);
        Assert.Equal(3, _wats.Store.All().Count(report => _runs.Contains(report.Header.Id)));
        Assert.Equal(5, _wats.Store.Count);
    }

    [Fact]
    public async Task Without_being_asked_for_there_is_no_pilot()
    {
        Assert.Equal(0, await InitAsync());

        Assert.Equal(0, _wats.Store.Count);
    }

    private string Token { get; set; } = "demo";

    private Dictionary<string, string> Environment =>
        new() { ["VTEBRIDGE__Vte__ConnectionString"] = _plant.Server.ConnectionString };

    private Task<int> InitAsync(params string[] flags) =>
        _init.RunAsync(
            Environment,
            "",
            [
                "--zone",
                Plant.Zone,
                "--process-code",
                "100",
                "--destination",
                "wats",
                "--wats-server",
                $"{_wats.Address}",
                "--token-file",
                _plant.Folder.WriteSecret("token", Token),
                .. flags,
            ]
        );

    private Task<ProcessEnd> RunAsync(params string[] arguments) =>
        VtebridgeProcess.RunAsync(
            Environment.ToDictionary(pair => pair.Key, string? (pair) => pair.Value),
            [.. arguments, "--config", _init.File]
        );

    /// <summary>A server that returns another station than it was sent.</summary>
    private sealed class Changing(IWatsReader wats) : IWatsReader
    {
        public string? Trouble => wats.Trouble;

        public async IAsyncEnumerable<ReadAnswer> AskAsync(
            IReadOnlyCollection<string> paths,
            [EnumeratorCancellation] CancellationToken stop
        )
        {
            await foreach (var answer in wats.AskAsync(paths, stop))
            {
                var json = JsonNode.Parse(answer.Data.GetRawText())!;
                json["machineName"] = "ELSEWHERE";
                yield return answer with
                {
                    Data = JsonElement.Parse(json.ToJsonString()),
                };
            }
        }
    }
}
