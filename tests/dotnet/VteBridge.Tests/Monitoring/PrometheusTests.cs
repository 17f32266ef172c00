using System.Diagnostics.Metrics;
using System.Text;
using System.Text.RegularExpressions;
using VteBridge.Monitoring;
using VteBridge.Monitoring.Metrics;
using VteBridge.Tests.Sync;

namespace VteBridge.Tests.Monitoring;

public sealed partial class PrometheusTests : IDisposable
{
    private readonly PrometheusExporter _exporter = new();
    private readonly Meter _meter = new(BridgeMetrics.MeterName);

    [Fact]
    public async Task Labels_are_escaped()
    {
        var counter = _meter.CreateCounter<long>("test.escape", "{x}", "some help");
        counter.Add(2, new KeyValuePair<string, object?>("pla-n", "say \"hi\"\\\n"));

        Assert.Equal(
            [
                "# HELP test_escape_total some help",
                "# TYPE test_escape_total counter",
                "test_escape_total{pla_n=\"say \\\"hi\\\"\\\\\\n\"} 2",
            ],
            await LinesAsync("test_escape")
        );
    }

    [Fact]
    public async Task A_counter_adds_up_for_each_set_of_labels()
    {
        var counter = _meter.CreateCounter<long>("test.count");
        foreach (var outcome in new[] { "a", "b", "a" })
            counter.Add(5, new KeyValuePair<string, object?>("outcome", outcome));

        Assert.Equal(
            ["test_count_total{outcome=\"a\"} 10", "test_count_total{outcome=\"b\"} 5"],
            (await LinesAsync("test_count")).Skip(2)
        );
    }

    [Fact]
    public async Task Histogram_buckets_are_cumulative()
    {
        var histogram = _meter.CreateHistogram(
            "test.time",
            "s",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [1, 10] }
        );
        foreach (var value in new[] { 0.5, 1, 5, 50 })
            histogram.Record(value);

        Assert.Equal(
            [
                "test_time_seconds_bucket{le=\"+Inf\"} 4",
                "test_time_seconds_bucket{le=\"1\"} 2",
                "test_time_seconds_bucket{le=\"10\"} 3",
                "test_time_seconds_count 4",
                "test_time_seconds_sum 56.5",
            ],
            (await LinesAsync("test_time")).Skip(2).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task A_gauge_without_a_value_does_not_repeat_its_last_one()
    {
        double? value = 3;
        _meter.CreateObservableGauge(
            "test.gauge",
            () => value is { } v ? [new Measurement<double>(v)] : Array.Empty<Measurement<double>>()
        );
        _meter.CreateObservableGauge(
            "test.labelled",
            () =>
                value is { } v
                    ? [new Measurement<double>(v, new KeyValuePair<string, object?>("a", "b"))]
                    : Array.Empty<Measurement<double>>()
        );
        Assert.Contains("test_gauge 3", await LinesAsync("test_gauge"));
        Assert.Contains("test_labelled{a=\"b\"} 3", await LinesAsync("test_labelled"));

        value = null;

        Assert.DoesNotContain(await LinesAsync("test_"), l => l[0] != '#');
    }

    /// <summary>A pair of Prometheus servers may scrape at the same time.</summary>
    [Fact]
    public async Task Whoever_asks_at_the_same_time_gets_every_gauge()
    {
        _meter.CreateObservableGauge("test.together", () => 7);

        var texts = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(TextAsync)));

        Assert.All(texts, text => Assert.Contains("test_together 7\n", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Endless_labels_do_not_fill_the_memory()
    {
        var counter = _meter.CreateCounter<long>("test.endless");
        for (var i = 0; i < 10_000; i++)
            counter.Add(1, new KeyValuePair<string, object?>("id", i));

        Assert.InRange((await LinesAsync("test_endless")).Count, 1, 600);
    }

    [Fact]
    public async Task Everything_measured_is_in_the_format()
    {
        var time = new FakeTime();
        var health = new HealthState(time, ProgramFacts.Now(time.GetUtcNow(), default), Some.Healthy, () => []);
        using var metrics = new BridgeMetrics(health);
        metrics.Count(
            Ends.Good(TimeSpan.FromSeconds(2)) with
            {
                Flags = new Dictionary<string, int> { ["text-cut"] = 2 },
            }
        );

        var text = await TextAsync();

        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        Assert.All(text.TrimEnd('\n').Split('\n'), line => Assert.Matches(Line(), line));
        foreach (
            var type in new[]
            {
                "vtebridge_lag_seconds gauge",
                "vtebridge_cycles_total counter",
                "vtebridge_cycle_duration_seconds histogram",
                "vtebridge_flags_total counter",
                "vtebridge_dead_letters gauge",
                "vtebridge_disk_free_bytes gauge",
                "dotnet_process_memory_working_set_bytes gauge",
            }
        )
            Assert.Contains($"# TYPE {type}\n", text, StringComparison.Ordinal);
        var types = text.Split('\n').Where(l => l.StartsWith("# TYPE", StringComparison.Ordinal)).ToList();
        Assert.Equal(types.Distinct(), types);
    }

    public void Dispose()
    {
        _meter.Dispose();
        _exporter.Dispose();
    }

    private async Task<string> TextAsync()
    {
        using var text = new MemoryStream();
        await _exporter.WriteAsync(text, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(text.ToArray());
    }

    private async Task<List<string>> LinesAsync(string name) =>
        [.. (await TextAsync()).Split('\n').Where(l => l.Contains(name, StringComparison.Ordinal))];

    [GeneratedRegex(
        """^(# HELP [a-zA-Z_:][a-zA-Z0-9_:]* .*|# TYPE [a-zA-Z_:][a-zA-Z0-9_:]* (counter|gauge|histogram)|[a-zA-Z_:][a-zA-Z0-9_:]*(\{([a-zA-Z_][a-zA-Z0-9_]*="([^"\\\n]|\\["\\n])*",?)+\})? (NaN|[+-]Inf|-?[0-9.]+([Ee][+-]?[0-9]+)?))$"""
    )]
    private static partial Regex Line();
}
