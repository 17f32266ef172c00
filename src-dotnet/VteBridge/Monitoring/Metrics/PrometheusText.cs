using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace VteBridge.Monitoring.Metrics;

/// <summary>Prometheus's text format, version 0.0.4: names, HELP and TYPE, escaped labels, cumulative buckets.</summary>
internal static class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public static string Of(IEnumerable<(Instrument Instrument, IEnumerable<MetricSeries> Series)> metrics)
    {
        var text = new StringBuilder();
        foreach (var (instrument, series) in metrics)
            Write(text, instrument, [.. series]);
        return text.ToString();
    }

    private static void Write(StringBuilder text, Instrument instrument, List<MetricSeries> series)
    {
        if (series.Count == 0)
            return;
        var type = TypeOf(instrument);
        var name = NameOf(instrument, type);
        text.Append($"# HELP {name} {Escape(instrument.Description ?? instrument.Name, quotes: false)}\n");
        text.Append($"# TYPE {name} {type}\n");
        foreach (var one in series)
            if (type == "histogram")
                WriteHistogram(text, name, one);
            else
                text.Append($"{name}{Labels(one.Labels)} {Number(one.Value)}\n");
    }

    private static void WriteHistogram(StringBuilder text, string name, MetricSeries series)
    {
        foreach (var (bound, count) in series.Buckets)
            text.Append($"{name}_bucket{Labels([.. series.Labels, new("le", Number(bound))])} {count}\n");
        text.Append($"{name}_bucket{Labels([.. series.Labels, new("le", "+Inf")])} {series.Count}\n");
        text.Append($"{name}_sum{Labels(series.Labels)} {Number(series.Value)}\n");
        text.Append($"{name}_count{Labels(series.Labels)} {series.Count}\n");
    }

    private static string TypeOf(Instrument instrument) =>
        instrument.GetType().GetGenericTypeDefinition() switch
        {
            var t when t == typeof(Counter<>) || t == typeof(ObservableCounter<>) => "counter",
            var t when t == typeof(Histogram<>) => "histogram",
            _ => "gauge",
        };

    private static string NameOf(Instrument instrument, string type)
    {
        var unit = instrument.Unit switch
        {
            "s" => "_seconds",
            "By" => "_bytes",
            _ => "",
        };
        var name = string.Concat(instrument.Name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
        return name + unit + (type == "counter" ? "_total" : "");
    }

    private static string Labels(IReadOnlyList<KeyValuePair<string, string>> labels) =>
        labels.Count == 0
            ? ""
            : "{"
                + string.Join(',', labels.Select(l => $"{LabelName(l.Key)}=\"{Escape(l.Value, quotes: true)}\""))
                + "}";

    private static string LabelName(string key) =>
        string.Concat(key.Select((c, i) => char.IsAsciiLetter(c) || (i > 0 && char.IsAsciiDigit(c)) ? c : '_'));

    private static string Escape(string text, bool quotes)
    {
        var escaped = text.Replace("\\", "\\\\").Replace("\n", "\\n").Replace("\r", "");
        return quotes ? escaped.Replace("\"", "\\\"") : escaped;
    }

    private static string Number(double value) =>
        double.IsPositiveInfinity(value) ? "+Inf"
        : double.IsNegativeInfinity(value) ? "-Inf"
        : double.IsNaN(value) ? "NaN"
        : value.ToString("R", CultureInfo.InvariantCulture);
}
