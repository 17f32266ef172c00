using Microsoft.AspNetCore.Server.Kestrel.Core;
using VteBridge.Configuration;
using VteBridge.Simulator.Wats;

namespace VteBridge.Tests.EndToEnd;

/// <summary>Metrics and traces that are sent over the network to a collector of the test.</summary>
public sealed class TelemetryTests : IAsyncLifetime
{
    private Plant _plant = null!;
    private WatsServer _wats = null!;

    public async ValueTask InitializeAsync()
    {
        _plant = await Plant.EmptyAsync();
        _plant.AddRun(minutesAgo: 60, sequence: 1);
        _plant.AddRun(minutesAgo: 50, sequence: 2);
        _wats = await WatsServer.StartAsync(new WatsServerOptions { Clock = _plant.Clock });
        var wats = new SidecarOptions
        {
            ServerUrl = _wats.Address.ToString(),
            TokenFile = _plant.Folder.WriteSecret("token", "demo"),
        };
        _plant.Options = _plant.Options with
        {
            Delivery = _plant.Options.Delivery with { Destination = DestinationNames.Wats, Sidecar = wats },
        };
    }

    public async ValueTask DisposeAsync()
    {
        await _wats.DisposeAsync();
        await _plant.DisposeAsync();
    }

    [Theory]
    [InlineData(HttpProtocols.Http1, OtlpProtocol.Http)]
    [InlineData(HttpProtocols.Http2, OtlpProtocol.Grpc)]
    public async Task A_sync_sends_a_trace_from_cycle_to_receipt_and_its_metrics(HttpProtocols spoken, object protocol)
    {
        await using var collector = await Collector.StartAsync(spoken);
        Use(collector.Address, (OtlpProtocol)protocol);

        Assert.Equal(0, (await _plant.RunAsync("sync")).Code);

        var spans = collector.Spans;
        Assert.Equal(2, spans.Count(span => span.Name == "receipt"));
        Assert.All(
            spans.Where(span => span.Name == "receipt"),
            receipt => Assert.Equal(["receipt", "report", "page", "sync cycle"], Upwards(spans, receipt))
        );
        Assert.All(
            ["vtebridge.reports", "vtebridge.cycles", "vtebridge.lag"],
            name => Assert.Contains(name, collector.Text)
        );
    }

    [Fact]
    public async Task What_is_sent_has_ids_but_neither_serials_nor_secrets()
    {
        await using var collector = await Collector.StartAsync(HttpProtocols.Http1);
        Use(collector.Address);

        await _plant.RunAsync("sync");

        var reports = _plant
            .Reports(".completed")
            .Keys.Select(id => System.Text.Json.Nodes.JsonNode.Parse(_plant.Reports(".completed")[id])!)
            .ToList();
        Assert.Equal(2, reports.Count);
        Assert.All(reports, report => Assert.Contains($"{report["id"]}", collector.Text));
        Assert.All(
            reports
                .SelectMany(report => new[] { "sn", "pn", "machineName" }.Select(name => $"{report[name]}"))
                .Append("demo")
                .Append("Read-only-1"),
            text => Assert.DoesNotContain(text, collector.Text)
        );
    }

    [Fact]
    public async Task Run_sends_what_is_left_when_it_is_stopped()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), RunningBridge.NoSignals);
        await using var collector = await Collector.StartAsync(HttpProtocols.Http1);
        Use(collector.Address);
        await using var bridge = RunningBridge.Start(_plant);

        bridge.Says("Cycle ended: Done. 2 runs");
        Assert.Equal(0, await bridge.StopAsync());

        Assert.Contains(collector.Spans, span => span.Name == "receipt");
        Assert.Contains("/v1/metrics", collector.Paths);
    }

    [Fact]
    public async Task A_collector_that_is_away_is_said_once_and_stops_nothing()
    {
        Use("http://127.0.0.1:9");

        var end = await _plant.RunAsync("sync");

        Assert.Equal((0, 2), (end.Code, _wats.Store.Count));
        Assert.Single(
            end.Errors.Split('\n'),
            line => line.Contains("does not accept metrics or traces", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Without_an_endpoint_nothing_is_sent_and_nothing_is_said()
    {
        var end = await _plant.RunAsync("sync");

        Assert.DoesNotContain("metrics or traces", end.Errors);
    }

    private void Use(string endpoint, OtlpProtocol protocol = OtlpProtocol.Http) =>
        _plant.Options = _plant.Options with
        {
            Telemetry = new()
            {
                Otlp = new() { Endpoint = endpoint, Protocol = protocol },
            },
        };

    private static IEnumerable<string> Upwards(IReadOnlyList<Collector.Span> spans, Collector.Span? span)
    {
        for (; span is not null; span = spans.SingleOrDefault(s => s.Id == span.Parent))
            yield return span.Name;
    }
}
