using System.Diagnostics.Metrics;
using System.Globalization;

namespace VteBridge.Monitoring.Metrics;

/// <summary>Listens to our own meter and to .NET's (memory, threads, collections), and keeps what they measure.</summary>
internal sealed class MetricListener : IDisposable
{
    /// <summary>Against an instrument whose labels never end; ours are all of fixed sets.</summary>
    private const int MostSeries = 500;

    private static readonly string[] Meters = [BridgeMetrics.MeterName, "System.Runtime"];
    private static readonly double[] DefaultBounds = [0.01, 0.1, 1, 10, 100];

    private readonly Lock _lock = new();
    private readonly MeterListener _listener = new();
    private readonly SortedDictionary<string, (Instrument Instrument, Dictionary<string, MetricSeries> Series)> _known =
        new(StringComparer.Ordinal);
    private int _count;

    public MetricListener()
    {
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

    public void Dispose() => _listener.Dispose();

    /// <summary>Everything measured up to now, in Prometheus's text format.</summary>
    public string Text()
    {
        lock (_lock)
        {
            ForgetGauges();
            _listener.RecordObservableInstruments();
            return PrometheusText.Of(_known.Values.Select(k => (k.Instrument, k.Series.Values.AsEnumerable())));
        }
    }

    /// <summary>A gauge that has nothing to say this time must not repeat what it said last time.</summary>
    private void ForgetGauges()
    {
        foreach (var (instrument, series) in _known.Values.Where(k => k.Instrument.IsObservable))
        {
            _count -= series.Count;
            series.Clear();
        }
    }

    private void Measure(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = tags.ToArray()
            .Select(t => KeyValuePair.Create(t.Key, Convert.ToString(t.Value, CultureInfo.InvariantCulture) ?? ""))
            .ToList();
        lock (_lock)
        {
            if (!_known.TryGetValue(instrument.Name, out var known))
                _known[instrument.Name] = known = (instrument, []);
            var key = string.Join('\u0001', labels.Select(l => l.Key + '\u0002' + l.Value));
            if (!known.Series.TryGetValue(key, out var series))
            {
                if (_count >= MostSeries)
                    return;
                _count++;
                known.Series[key] = series = new MetricSeries(labels, Bounds(instrument));
            }
            series.Measure(instrument, value);
        }
    }

    private static IReadOnlyList<double>? Bounds(Instrument instrument) =>
        instrument switch
        {
            Histogram<double> h => h.Advice?.HistogramBucketBoundaries ?? DefaultBounds,
            Histogram<long> => DefaultBounds,
            Histogram<int> => DefaultBounds,
            _ => null,
        };
}
