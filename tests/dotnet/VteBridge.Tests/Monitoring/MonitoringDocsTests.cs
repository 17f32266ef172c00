using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using VteBridge.Monitoring;
using VteBridge.Monitoring.Alerts;
using VteBridge.Monitoring.Metrics;
using VteBridge.Monitoring.Server;
using VteBridge.Sync;
using VteBridge.Tests.Sync;
using VteBridge.Vte.Reading;

namespace VteBridge.Tests.Monitoring;

/// <summary>docs/monitoring.md and the program must name the same metrics, checks and alerts.</summary>
public sealed partial class MonitoringDocsTests
{
    private static readonly string Docs = Repository.Text("docs/monitoring.md");

    [Fact]
    public void Every_alert_is_documented() =>
        Assert.Equal(Enum.GetValues<AlertRule>().Select(r => r.Name()).Order(), FirstCells("| alert |").Order());

    [Fact]
    public void Every_ready_check_is_documented() =>
        Assert.Equal(ReadyChecks.All.Select(c => c.Name), FirstCells("| check of"));

    [Fact]
    public async Task Every_metric_is_documented() =>
        Assert.Equal(
            Type().Matches(await MetricsAsync()).Select(m => m.Groups[1].Value).Where(IsOurs).Order(),
            FirstCells("| metric |").Select(cell => cell.Split('{')[0]).Order()
        );

    [Fact]
    public async Task Every_panel_of_the_dashboard_shows_metrics_and_labels_that_exist()
    {
        var metrics = await MetricsAsync();
        var dashboard = JsonNode.Parse(Repository.Text("docs/grafana-dashboard.json"))!;
        var targets = dashboard["panels"]!.AsArray().SelectMany(panel => panel!["targets"]!.AsArray()).ToList();

        Assert.True(targets.Count > 15);
        Assert.All(targets, target => AssertExists($"{target!["expr"]}", $"{target["legendFormat"]}"));

        void AssertExists(string expression, string legend)
        {
            var name = Assert.Single(Name().Matches(expression).Select(m => m.Value).Distinct());
            var series = metrics.Split('\n').Where(line => Regex.IsMatch(line, $@"^{name}[{{ ]")).ToList();
            Assert.True(series.Count > 0, $"'{name}' of '{expression}' is not in /metrics");
            foreach (Match label in Label().Matches($"{expression} {legend}"))
                // Prometheus itself adds the label "instance".
                if (string.Concat(label.Groups.Values.Skip(1)) is var used and not "instance")
                    Assert.True(series[0].Contains($"{used}=\""), $"'{name}' has no label '{used}'");
        }
    }

    /// <summary>The text of /metrics after every metric has been recorded once.</summary>
    private static async Task<string> MetricsAsync()
    {
        var time = new FakeTime(Some.Now);
        var now = Some.Healthy with
        {
            Destination = Some.Healthy.Destination! with { OldestWaiting = Some.Now.AddMinutes(-1) },
            LastCycle = Ends.Good() with { Cost = Cost },
        };
        using var exporter = new PrometheusExporter();
        using var metrics = new BridgeMetrics(new HealthState(time, now.Program, now, () => []));
        metrics.Count(
            Ends.Good() with
            {
                Flags = new Dictionary<string, int> { ["text-cut"] = 1 },
                Cost = Cost,
            }
        );
        SyncMetrics.UploadDuration.Record(1);
        using var text = new MemoryStream();
        await exporter.WriteAsync(text, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(text.ToArray());
    }

    private static readonly SessionCost Cost = new(
        51,
        TimeSpan.FromSeconds(1),
        2,
        3,
        4,
        TimeSpan.FromSeconds(5),
        TimeSpan.FromMilliseconds(6)
    );

    private static bool IsOurs(string metric) => metric.StartsWith("vtebridge_", StringComparison.Ordinal);

    /// <summary>The code words in the first column of the table with this heading row.</summary>
    private static List<string> FirstCells(string head) =>
        [
            .. Docs.Split('\n')
                .SkipWhile(line => !line.StartsWith(head, StringComparison.Ordinal))
                .Skip(2)
                .TakeWhile(line => line.StartsWith('|'))
                .Select(line => line.Split('`')[1]),
        ];

    [GeneratedRegex("^# TYPE ([a-z_]+) ", RegexOptions.Multiline)]
    private static partial Regex Type();

    [GeneratedRegex("(vtebridge|dotnet)_[a-z_]+")]
    private static partial Regex Name();

    [GeneratedRegex(@"by \(([a-z]+)\)|\{\{([a-z]+)\}\}")]
    private static partial Regex Label();
}
