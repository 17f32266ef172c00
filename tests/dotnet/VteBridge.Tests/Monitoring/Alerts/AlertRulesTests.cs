using VteBridge.Configuration;
using VteBridge.Monitoring.Alerts;
using static VteBridge.Tests.Monitoring.Alerts.AlertRuleCases;

namespace VteBridge.Tests.Monitoring.Alerts;

/// <summary>Each alert rule is raised and cleared by what its table says, and knows the words of the destinations.</summary>
public sealed class AlertRulesTests
{
    private static readonly AlertOptions Limits = new();

    [Fact]
    public void Each_rule_by_table()
    {
        var wrong = Table
            .Select(row => (row, Reading: AlertRules.Evaluate(row.Now, Limits).Single(r => r.Rule == row.Rule)))
            .Where(it => (it.row.Raises, it.row.Clears) != (it.Reading.IsRaised, it.Reading.IsClear))
            .Select(it => $"{it.row.Rule}, {it.row.Like}: {it.Reading}");

        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_rule_is_tested_and_says_what_to_do()
    {
        var readings = AlertRules.Evaluate(Some.Healthy, Limits);

        Assert.Equal(readings.Select(r => r.Rule).Order(), Table.Select(row => row.Rule).Distinct().Order());
        Assert.All(readings, r => Assert.NotEqual("", r.Fix));
        Assert.DoesNotContain(readings, r => r.IsRaised && r.IsClear);
    }

    [Fact]
    public void The_sidecars_words_for_refused_credentials_are_known()
    {
        var answers = Repository.Text("src-python/vtebridge_sidecar/answer.py").Split('\n');
        var refusals = answers
            .Where(line =>
                line.TrimStart().StartsWith("401:", StringComparison.Ordinal)
                || line.TrimStart().StartsWith("403:", StringComparison.Ordinal)
            )
            .ToList();

        Assert.Equal(2, refusals.Count);
        Assert.All(refusals, line => Assert.True(AlertRules.AreCredentialsRefused(line), line));
        Assert.False(AlertRules.AreCredentialsRefused("WATS takes no reports: 503 Service Unavailable"));
    }

    [Theory]
    [InlineData("src-python/vtebridge_sidecar/processes.py")]
    [InlineData("src-dotnet/VteBridge/Delivery/Wats/WatsProcesses.cs")]
    public void The_drains_words_for_a_process_that_WATS_lacks_are_known(string source)
    {
        Assert.True(AlertRules.IsProcessUnknown(Repository.Text(source)));
        Assert.False(AlertRules.IsProcessUnknown("WATS takes no reports: 503 Service Unavailable"));
    }
}
