using System.Diagnostics.Metrics;
using Prometheus;

namespace VteBridge.Monitoring.Metrics;

/// <summary>
/// Gives our own meter and .NET's (memory, threads, collections) to prometheus-net, which keeps the values and writes the
/// format. prometheus-net's MeterAdapter is not used: it turns counters into gauges, repeats gauges that have no value
/// any more, and drops values that have not changed for some minutes.
/// </summary>
internal sealed class PrometheusExporter : IDisposable
{
    public const string ContentType = PrometheusConstants.TextContentType;

    /// <summary>Protects against an instrument with ever new labels; ours all have fixed sets.</summary>
    private const int MostSeries = 500;

    private static readonly string[] Meters = [BridgeMetrics.MeterName, "System.Runtime"];

    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _oneAsks = new(1);
    private readonly MeterListener _listener = new();
    private readonly CollectorRegistry _registry = Prometheus.Metrics.NewCustomRegistry();
    private readonly MetricFactory _factory;
    private readonly HashSet<Gauge> _gauges = [];
    private readonly HashSet<string> _series = [];

    public PrometheusExporter()
    {
        _factory = Prometheus.Metrics.WithCustomRegistry(_registry);
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (Meters.Contains(instrument.Meter.Name))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<int>((i, value, tags, _) => Measure(i, value, tags));
        _listener.SetMeasurementEventCallback<long>((i, value, tags, _) => Measure(i, value, tags));
        _listener.SetMeasurementEventCallback<double>((i, value, tags, _) => Measure(i, value, tags));
        _listener.Start();
    }

    public void Dispose()
    {
        _listener.Dispose();
        _oneAsks.Dispose();
    }

    /// <summary>Writes everything measured so far in Prometheus's text format.</summary>
    public async Task WriteAsync(Stream output, CancellationToken stop)
    {
        using var text = new MemoryStream();
        await _oneAsks.WaitAsync(stop);
        try
        {
            Collect();
            await _registry.CollectAndExportAsTextAsync(text, stop);
        }
        finally
        {
            _oneAsks.Release();
        }
        text.Position = 0;
        await text.CopyToAsync(output, stop);
    }

    /// <summary>Removes all gauges first, so that one without a value now does not repeat its last value.</summary>
    private void Collect()
    {
        lock (_lock)
        {
            foreach (var gauge in _gauges)
            {
                foreach (var labels in gauge.GetAllLabelValues().ToList())
                    gauge.RemoveLabelled(labels);
                gauge.Unpublish();
            }
            _listener.RecordObservableInstruments();
        }
    }

    private void Measure(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, text) in tags)
            labels[NameOf(key)] = Convert.ToString(text, CultureInfo.InvariantCulture) ?? "";
        string[] names = [.. labels.Keys];
        string[] values = [.. labels.Values];
        lock (_lock)
        {
            if (!IsKnown(instrument, values))
                return;
            var help = instrument.Description ?? instrument.Name;
            var name = NameOf(instrument.Name) + UnitOf(instrument);
            if (instrument is Histogram<double> histogram)
                _factory
                    .CreateHistogram(name, help, names, new() { Buckets = Buckets(histogram) })
                    .WithLabels(values)
                    .Observe(value);
            else if (instrument.GetType().GetGenericTypeDefinition() == typeof(Counter<>))
                _factory.CreateCounter(name + "_total", help, names).WithLabels(values).Inc(value);
            else if (instrument.GetType().GetGenericTypeDefinition() == typeof(ObservableCounter<>))
                _factory.CreateCounter(name + "_total", help, names).WithLabels(values).IncTo(value);
            else
            {
                var gauge = _factory.CreateGauge(name, help, names, new() { SuppressInitialValue = true });
                _gauges.Add(gauge);
                gauge.WithLabels(values).Set(value);
            }
        }
    }

    private bool IsKnown(Instrument instrument, string[] values)
    {
        var key = $"{instrument.Name}\n{string.Join('\n', values)}";
        return _series.Contains(key) || (_series.Count < MostSeries && _series.Add(key));
    }

    private static double[]? Buckets(Histogram<double> histogram) =>
        histogram.Advice?.HistogramBucketBoundaries?.ToArray();

    private static string UnitOf(Instrument instrument) =>
        instrument.Unit switch
        {
            "s" => "_seconds",
            "By" => "_bytes",
            _ => "",
        };

    private static string NameOf(string name) =>
        string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
}
