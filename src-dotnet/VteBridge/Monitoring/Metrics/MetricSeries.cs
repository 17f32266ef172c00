using System.Diagnostics.Metrics;

namespace VteBridge.Monitoring.Metrics;

/// <summary>What one instrument has measured under one set of labels.</summary>
internal sealed class MetricSeries(IReadOnlyList<KeyValuePair<string, string>> labels, IReadOnlyList<double>? bounds)
{
    private readonly long[] _buckets = new long[bounds?.Count ?? 0];

    public IReadOnlyList<KeyValuePair<string, string>> Labels { get; } = labels;

    /// <summary>Of a histogram: how many measurements were at most each bound.</summary>
    public IEnumerable<(double Bound, long Count)> Buckets => (bounds ?? []).Zip(_buckets);

    public long Count { get; private set; }

    /// <summary>The sum of a counter or histogram, the last value of everything else.</summary>
    public double Value { get; private set; }

    public void Measure(Instrument instrument, double value)
    {
        Count++;
        var isSum =
            bounds is not null
            || instrument.GetType().GetGenericTypeDefinition() is var kind
                && (kind == typeof(Counter<>) || kind == typeof(UpDownCounter<>));
        Value = isSum ? Value + value : value;
        for (var i = 0; i < _buckets.Length; i++)
            if (value <= bounds![i])
                _buckets[i]++;
    }
}
