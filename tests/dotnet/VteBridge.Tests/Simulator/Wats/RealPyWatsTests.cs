using System.Diagnostics;
using System.Text.Json.Nodes;
using VteBridge.Simulator.Wats;

namespace VteBridge.Tests.Simulator.Wats;

/// <summary>
/// Tests the server with its real client, pywats-api, where the sidecar's Python can import it (a source checkout on PYTHONPATH is enough).
/// </summary>
public sealed class RealPyWatsTests
{
    private const string RoundTrip = """
        import asyncio, json, sys
        from pywats import AsyncWATS

        async def main(url, report):
            async with AsyncWATS(base_url=url, token="demo", enable_cache=False, enable_throttling=False) as api:
                first = await api.report.submit(report)
                headers = await api.report.query_headers(odata_filter=f"serialNumber eq '{report['sn']}'", top=10)
                # Level 0: from level 1 on, pyWATS's own model fails on assets (it looks for sn, WATS says assetSN).
                found = await api.report.get_report(report["id"], detail_level=0)
                try:
                    await api.report.submit({**report, "result": "X"})
                    refused = None
                except ValueError as error:
                    refused = str(error)
                print(json.dumps({
                    "submitted": first,
                    "headers": [str(header.uuid) for header in headers],
                    "found": str(found.id),
                    "refused": refused,
                }))

        asyncio.run(main(sys.argv[1], json.load(sys.stdin)))
        """;

    [Fact]
    public async Task The_real_client_submits_queries_and_fetches_and_is_told_why_a_report_is_refused()
    {
        Assert.SkipWhen(Python.WithoutRealPyWats is not null, Python.WithoutRealPyWats ?? "");
        await using var wats = await WatsClient.StartAsync();
        var sent = SampleReports.Test();

        var (exit, output, errors) = await PythonAsync(RoundTrip, sent.ToJsonString(), $"{wats.Server.Address}");

        Assert.True(exit == 0, errors);
        var told = JsonNode.Parse(output)!;
        var id = (string)sent["id"]!;
        Assert.Equal(id, (string)told["submitted"]!);
        Assert.Equal(id, (string)Assert.Single(told["headers"]!.AsArray())!);
        Assert.Equal(id, (string)told["found"]!);
        Assert.StartsWith(
            "Report submission failed (400): $.result:",
            (string)told["refused"]!,
            StringComparison.Ordinal
        );
        var received = JsonNode.Parse(Assert.Single(wats.Server.Store.All()).Body!.Value.Span);
        Assert.True(JsonNode.DeepEquals(sent, received), "what arrived is not what was sent");
    }

    private static async Task<(int Exit, string Output, string Errors)> PythonAsync(
        string code,
        string input,
        params string[] arguments
    )
    {
        var start = new ProcessStartInfo(Python.WithPyWats, ["-c", code, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var python = Process.Start(start)!;
        await python.StandardInput.WriteAsync(input);
        python.StandardInput.Close();
        var output = python.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = python.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await python.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (python.ExitCode, await output, await errors);
    }
}
