using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using VteBridge.Configuration;
using VteBridge.Simulator.Wats;

namespace VteBridge.Tests.EndToEnd;

/// <summary>Server, token and certificate of WATS: what is used, what is wrong and what is not shown. Every uploading destination must pass.</summary>
public abstract class UploadAccessTests(string destination, string? cannotRun = null)
    : UploadTestBase(destination, cannotRun)
{
    [Fact]
    public async Task A_token_that_WATS_does_not_take_leaves_the_reports_waiting_and_is_not_shown()
    {
        _plant.Folder.WriteSecret("token", "a-wrong-token");

        var end = await _plant.RunAsync("sync", "--json", "--verbose");

        Assert.Equal(4, end.Code);
        Assert.Contains("API token", (string)end.Json["destinationTrouble"]!);
        Assert.DoesNotContain("a-wrong-token", end.Output + end.Errors);
        Assert.Equal(5, _plant.Reports(".queued").Count);
    }

    [Fact]
    public async Task A_token_that_WATS_changes_while_it_runs_loses_no_report_and_sends_none_twice()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), RunningBridge.NoSignals);
        _plant.Options = _plant.Options with { Schedule = new ScheduleOptions { Interval = TimeSpan.FromSeconds(1) } };
        await using var running = RunningBridge.Start(_plant);
        running.Says("5 accepted");

        await _wats.DisposeAsync();
        _wats = await WatsServer.StartAsync(
            new WatsServerOptions
            {
                Clock = _plant.Clock,
                Port = _wats.Address.Port,
                Token = "the-new-token",
            }
        );
        _plant.AddRun(minutesAgo: 10, sequence: 6);
        _plant.AddRun(minutesAgo: 11, sequence: 7);
        running.Says("check the API token");
        Assert.Equal(0, _wats.Store.Count);
        _plant.Folder.WriteSecret("token", "the-new-token");
        running.Says("2 accepted");

        Assert.Equal(0, await running.StopAsync());
        // The second server received only the two new reports, and not the five that the first one had.
        Assert.Equal((2L, 2), (_wats.Counters.Values.Accepted, _wats.Store.Count));
        Assert.Equal(7, _plant.Recorded().Count(report => report.Outcome == Outcome.Accepted));
    }

    [Fact]
    public async Task A_token_file_in_UTF_16_is_read_with_a_byte_order_mark_and_refused_by_name_without()
    {
        var file = _plant.Folder.WriteSecret("token", "");
        await File.WriteAllBytesAsync(file, Encoding.Unicode.GetBytes("demo"), Stop);
        var refused = await _plant.SyncAsync();
        await File.WriteAllTextAsync(file, "demo\r\n", Encoding.Unicode, Stop);
        var read = await _plant.SyncAsync();

        Assert.Contains(file, refused.DestinationTrouble);
        Assert.Contains("as UTF-8", refused.DestinationTrouble);
        Assert.Equal((0, 5), (refused.Accepted, read.Accepted));
    }

    [Theory]
    [InlineData("localhost", -30, "the server's certificate has expired, or this machine's clock is wrong")]
    [InlineData("other.example", 30, "the server's certificate is for another name: check the server URL")]
    [InlineData(
        "localhost",
        30,
        "the server's certificate is not trusted: install the certificate of the authority that signed it"
    )]
    public async Task What_is_wrong_with_the_certificate_of_WATS_is_said(string name, int lastDay, string says)
    {
        await using var server = new TlsServer(name, DateTimeOffset.UtcNow.AddDays(lastDay));
        UseWats(server.Address);
        var isTrusted = !says.Contains("not trusted", StringComparison.Ordinal);
        var trust = isTrusted ? _plant.Folder.Write("trusted.pem", server.Certificate) : null;

        var end = await _plant.RunAsync(
            new Dictionary<string, string?> { ["SSL_CERT_FILE"] = trust },
            "sync",
            "--json"
        );

        Assert.Equal(4, end.Code);
        Assert.Contains(says, (string?)end.Json["destinationTrouble"]);
        Assert.Equal(5, _plant.Reports(".queued").Count);
    }

    [Fact]
    public async Task Files_with_the_line_ends_of_an_old_Mac_are_used_as_they_are_meant()
    {
        var connection = _plant.Options.Vte.ConnectionString.Replace(";", ";\r") + "\r";
        _plant.Folder.WriteSecret("token", "demo\r");
        var json = JsonNode.Parse(File.ReadAllText(_plant.Configuration()))!;
        json["Vte"]!["ConnectionStringFile"] = _plant.Folder.WriteSecret("connection", connection);
        var lines = "// The plant.\n" + json.ToJsonString(new JsonSerializerOptions { WriteIndented = true });
        var file = _plant.Folder.Write("mac.json", lines.ReplaceLineEndings("\r"));

        var end = await VtebridgeProcess.RunAsync(
            new Dictionary<string, string?>(),
            "sync",
            "--json",
            "--config",
            file
        );

        Assert.Equal((0, 5), (end.Code, (int)end.Json["delivered"]!["accepted"]!));
    }

    [Fact]
    public async Task Server_and_token_of_a_pyWATS_client_are_enough_and_its_token_is_in_no_output()
    {
        const string Token = "Y2xpZW50OmNhbmFyeQ==";
        await using var wats = await WatsServer.StartAsync(
            new WatsServerOptions { Clock = _plant.Clock, Token = Token }
        );
        var client = new ClientFile(
            _plant.Folder.Of("home"),
            new() { ["service_address"] = $"{wats.Address}", ["api_token"] = Token }
        );
        Use(new SidecarOptions { ClientInstance = ClientFile.Instance, Python = Python.WithPyWats });

        var doctor = await _plant.RunAsync(client.Environment, "doctor", "--json", "--verbose");
        var sync = await _plant.RunAsync(client.Environment, "sync", "--json", "--verbose");

        Assert.Equal((0, 5), (sync.Code, (int)sync.Json["delivered"]!["accepted"]!));
        Assert.Equal(5, wats.Store.Count);
        Assert.DoesNotContain(Token, sync.Output + sync.Errors + doctor.Output + doctor.Errors);
        Assert.DoesNotContain("canary", sync.Output + sync.Errors + doctor.Output + doctor.Errors);
    }
}
