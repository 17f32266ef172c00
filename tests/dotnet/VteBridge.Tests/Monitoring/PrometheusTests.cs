using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using VteBridge.Monitoring;
using VteBridge.Monitoring.Metrics;
using VteBridge.Monitoring.Snapshots;
using VteBridge.Tests.Sync;

namespace VteBridge.Tests.Monitoring;

public sealed partial class PrometheusTests : IDisposable
{
    private readonly MetricListener _listener = new();
    private readonly Meter _meter = new(BridgeMetrics.MeterName);

    [Fact]
    public void Labels_and_help_are_escaped_as_the_format_says()
    {
        var counter = _meter.CreateCounter<long>("test.escape", "{x}", "a \\ b\nc");
        counter.Add(2, new KeyValuePair<string, object?>("pla-n", "say \"hi\"\\\n"));

        var lines = Lines("test_escape");

        Assert.Equal(
            [
                "# HELP test_escape_total a \\\\ b\\nc",
                "# TYPE test_escape_total counter",
                "test_escape_total{pla_n=\"say \\\"hi\\\"\\\\\\n\"} 2",
            ],
            lines
        );
    }

    [Fact]
    public void A_counter_adds_up_for_each_set_of_labels()
    {
        var counter = _meter.CreateCounter<long>("test.count");
        foreach (var outcome in new[] { "a", "b", "a" })
            counter.Add(5, new KeyValuePair<string, object?>("outcome", outcome));

        Assert.Equal(
            ["test_count_total{outcome=\"a\"} 10", "test_count_total{outcome=\"b\"} 5"],
            Lines("test_count").Skip(2)
        );
    }

    [Fact]
    public void The_buckets_of_a_histogram_are_cumulative()
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
                "test_time_seconds_bucket{le=\"1\"} 2",
                "test_time_seconds_bucket{le=\"10\"} 3",
                "test_time_seconds_bucket{le=\"+Inf\"} 4",
                "test_time_seconds_sum 56.5",
                "test_time_seconds_count 4",
            ],
            Lines("test_time").Skip(2)
        );
    }

    [Fact]
    public void A_gauge_without_a_value_is_left_out_and_does_not_repeat_its_last_one()
    {
        double? value = 3;
        _meter.CreateObservableGauge(
            "test.gauge",
            () => value is { } v ? [new Measurement<double>(v)] : Array.Empty<Measurement<double>>()
        );
        Assert.Equal("test_gauge 3", Lines("test_gauge")[^1]);
        value = null;
        Assert.Empty(Lines("test_gauge"));
    }

    [Fact]
    public void Labels_without_end_do_not_fill_the_memory()
    {
        var counter = _meter.CreateCounter<long>("test.endless");
        for (var i = 0; i < 10_000; i++)
            counter.Add(1, new KeyValuePair<string, object?>("id", i));

        Assert.InRange(Lines("test_endless").Count, 1, 600);
    }

    [Fact]
    public void Everything_that_is_measured_is_in_the_format()
    {
        var time = new FakeTime();
        var book = new HealthState(time, ProgramFacts.Now(time.GetUtcNow(), default), Some.Healthy, () => []);
        using var metrics = new BridgeMetrics(book);
        metrics.Count(
            Ends.Good(TimeSpan.FromSeconds(2)) with
            {
                Flags = new Dictionary<string, int> { ["text-cut"] = 2 },
            }
        );

        var text = _listener.Text();

        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        Assert.All(text.TrimEnd('\n').Split('\n'), line => Assert.Matches(Line(), line));
        foreach (
            var name in new[]
            {
                "vtebridge_lag_seconds",
                "vtebridge_cycles_total",
                "vtebridge_flags_total",
                "vtebridge_dead_letters",
                "vtebridge_disk_free_bytes",
                "dotnet_process_memory_working_set_bytes",
            }
        )
            Assert.Contains($"# TYPE {name} ", text, StringComparison.Ordinal);
        var types = text.Split('\n').Where(l => l.StartsWith("# TYPE", StringComparison.Ordinal)).ToList();
        Assert.Equal(types.Distinct(), types);
    }

    public void Dispose()
    {
        _meter.Dispose();
        _listener.Dispose();
    }

    private List<string> Lines(string name) =>
        [.. _listener.Text().Split('\n').Where(l => l.Contains(name, StringComparison.Ordinal))];

    [GeneratedRegex(
        """^(# HELP [a-zA-Z_:][a-zA-Z0-9_:]* .*|# TYPE [a-zA-Z_:][a-zA-Z0-9_:]* (counter|gauge|histogram)|[a-zA-Z_:][a-zA-Z0-9_:]*(\{([a-zA-Z_][a-zA-Z0-9_]*="([^"\\\n]|\\["\\n])*",?)+\})? (NaN|[+-]Inf|-?[0-9.]+(E[+-]?[0-9]+)?))$"""
    )]
    private static partial Regex Line();
}
