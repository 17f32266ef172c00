using System.Text;
using System.Text.RegularExpressions;
using VteBridge.Monitoring;
using VteBridge.Monitoring.Alerts;
using VteBridge.Monitoring.Metrics;
using VteBridge.Monitoring.Server;
using VteBridge.Sync;
using VteBridge.Tests.Sync;

namespace VteBridge.Tests.Monitoring;

/// <summary>docs/monitoring.md and the program name the same metrics, checks and alerts.</summary>
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
    public async Task Every_metric_is_documented()
    {
        var time = new FakeTime(Some.Now);
        var now = Some.Healthy with
        {
            Destination = Some.Healthy.Destination! with { OldestWaiting = Some.Now.AddMinutes(-1) },
        };
        using var exporter = new PrometheusExporter();
        using var metrics = new BridgeMetrics(new HealthState(time, now.Program, now, () => []));
        metrics.Count(Ends.Good() with { Flags = new Dictionary<string, int> { ["text-cut"] = 1 } });
        SyncMetrics.UploadDuration.Record(1);
        using var text = new MemoryStream();

        await exporter.WriteAsync(text, TestContext.Current.CancellationToken);

        Assert.Equal(
            Type().Matches(Encoding.UTF8.GetString(text.ToArray())).Select(m => m.Groups[1].Value).Order(),
            FirstCells("| metric |").Select(cell => cell.Split('{')[0]).Order()
        );
    }

    /// <summary>The code words of the first column of the table with this head.</summary>
    private static List<string> FirstCells(string head) =>
        [
            .. Docs.Split('\n')
                .SkipWhile(line => !line.StartsWith(head, StringComparison.Ordinal))
                .Skip(2)
                .TakeWhile(line => line.StartsWith('|'))
                .Select(line => line.Split('`')[1]),
        ];

    [GeneratedRegex("^# TYPE (vtebridge_[a-z_]+) ", RegexOptions.Multiline)]
    private static partial Regex Type();
}
