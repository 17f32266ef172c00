using System.Net;
using System.Text.Json;
using VteBridge.Monitoring;
using VteBridge.Sync;
using VteBridge.Tests.Sync;

namespace VteBridge.Tests.Monitoring;

/// <summary>The readiness probe names the check that fails, and tells failing from degraded.</summary>
public sealed class ReadinessTests
{
    [Theory]
    [InlineData("vte")]
    [InlineData("wats")]
    [InlineData("destination")]
    [InlineData("cycle")]
    [InlineData("disk")]
    [InlineData("lag")]
    public async Task Ready_names_the_failing_check(string check)
    {
        var ill = check switch
        {
            "vte" => Some.Healthy with { LastCycle = Ends.Failed("no route") },
            "destination" => Some.Healthy with
            {
                Destination = Some.Healthy.Destination! with { Full = "100000 reports wait" },
            },
            "wats" => Some.Healthy with
            {
                LastCycle = Ends.Good() with { Result = CycleResult.DestinationTrouble, Trouble = "503" },
                Destination = Some.Healthy.Destination! with { Trouble = "503" },
            },
            "cycle" => Some.Healthy with { LastActivity = Some.Now.AddHours(-2) },
            "disk" => Some.Healthy with { Disks = [new DiskSpace("destination", "x", 100)] },
            _ => Some.Healthy with { CompleteThrough = Some.Now.AddHours(-2) },
        };
        await using var server = await TestServer.StartAsync(ill);

        using var answer = await server.GetAsync("/health/ready");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        using var json = JsonDocument.Parse(
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
        );
        var failing = json
            .RootElement.GetProperty("checks")
            .EnumerateArray()
            .Where(c => c.GetProperty("status").GetString() == "Unhealthy");
        string?[] expected = check == "wats" ? ["wats", "destination"] : [check];
        Assert.Equal(expected, failing.Select(c => c.GetProperty("name").GetString()));
        using var live = await server.GetAsync("/health/live");
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
    }

    [Fact]
    public async Task Census_difference_degrades_ready()
    {
        await using var server = await TestServer.StartAsync(
            Some.Healthy with
            {
                Incomplete = ["2026-02-02: VTE has 7 runs, 6 have an outcome."],
            }
        );

        var text = await server.TextAsync("/health/ready");

        Assert.Contains("{\"name\":\"census\",\"status\":\"Degraded\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dead_letters_and_errors_degrade_ready_without_failing_it()
    {
        var now = Some.Healthy with { Destination = Some.Healthy.Destination! with { Errors = 3 } };
        await using var server = await TestServer.StartAsync(now);

        var text = await server.TextAsync("/health/ready");

        Assert.Contains("3 reports in error", text, StringComparison.Ordinal);
        Assert.Contains("2 need attention", text, StringComparison.Ordinal);
        Assert.StartsWith("{\"status\":\"Degraded\"", text, StringComparison.Ordinal);
    }
}
