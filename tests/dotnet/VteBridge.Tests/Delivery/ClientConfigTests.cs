using System.Diagnostics;
using System.Text.Json.Nodes;
using VteBridge.Configuration;
using VteBridge.Delivery;
using VteBridge.Tests.EndToEnd;

namespace VteBridge.Tests.Delivery;

/// <summary>
/// How a pyWATS client's configuration is read. The sidecar has the same rules and must read the same values from the same file.
/// </summary>
public sealed class ClientConfigTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("""{"station_name": " FCT 1 ", "location": "Hall 7", "purpose": "Audit"}""", "FCT 1")]
    [InlineData("""{"station_name_source": "hostname", "station_name": "FCT 1"}""", "FCT 1")]
    [InlineData("""{"station_name_source": "report"}""", "")]
    [InlineData("""{"station_name": 7, "location": null, "reports_folder": "my reports"}""", null)]
    [InlineData("""{"station_name_source": "", "reports_folder": "/var/reports"}""", null)]
    [InlineData(
        """{"multi_station_enabled": true, "active_station_key": "b", "station_name": "hub", "location": "x", "station_presets": [{"key": "a", "name": "A"}, {"key": "b", "name": "B", "location": "y"}]}""",
        "B"
    )]
    [InlineData(
        """{"multi_station_enabled": true, "active_station_key": "gone", "station_name": "hub", "station_presets": [{"key": "a", "name": "A"}, 3]}""",
        "hub"
    )]
    [InlineData(
        """{"multi_station_enabled": false, "active_station_key": "a", "station_name": "hub", "station_presets": [{"key": "a", "name": "A"}]}""",
        "hub"
    )]
    public void The_station_is_the_one_that_the_client_would_use(string json, string? station)
    {
        var file = _folder.Write("client.json", "\ufeff" + json);

        var config = ClientConfig.Read(file);

        Assert.Equal(station ?? System.Net.Dns.GetHostName().ToUpperInvariant(), config.Station);
        if (Python.Missing is null)
        {
            var theirs = SidecarReads(file);
            Assert.Equal(
                ((string)theirs["station_name"]!, (string)theirs["location"]!, (string)theirs["purpose"]!),
                (config.Station, config.Location, config.Purpose)
            );
            Assert.Equal(Path.GetFullPath((string)theirs["reports_folder"]!), Path.GetFullPath(config.ReportsFolder));
        }
    }

    [Fact]
    public void A_token_that_only_the_client_can_read_is_told()
    {
        var file = _folder.Write(
            "client.json",
            """{"service_address": "https://site.wats.com", "connection": {"token_encrypted": "gAAAA"}}"""
        );

        var refused = Assert.Throws<InvalidDataException>(() =>
            VteBridge.Delivery.Wats.WatsServer.Of(new SidecarOptions { ClientInstance = file })
        );

        Assert.Contains("the API token", refused.Message, StringComparison.Ordinal);
        Assert.Contains("is encrypted for that client alone", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_token_is_in_no_text_of_it() =>
        Assert.DoesNotContain(
            "c2VjcmV0",
            $"{ClientConfig.Read(_folder.Write("client.json", """{"api_token": "c2VjcmV0"}"""))}",
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("a/../b")]
    [InlineData("..")]
    [InlineData("two words")]
    public void What_is_no_id_is_looked_for_nowhere(string instance) =>
        Assert.Contains(
            "is not the id",
            Assert.Throws<InvalidDataException>(() => ClientConfig.Read(instance)).Message
        );

    [Theory]
    [InlineData("[]", "is not the configuration")]
    [InlineData("{\"api_token\": \"c2VjcmV0\", ", "is not JSON")]
    public void What_is_wrong_with_the_file_is_told_without_its_content(string content, string says)
    {
        var refused = Assert.Throws<InvalidDataException>(() => ClientConfig.Read(_folder.Write("c.json", content)));

        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("c2VjcmV0", refused.Message, StringComparison.Ordinal);
    }

    private static JsonNode SidecarReads(string file)
    {
        var start = new ProcessStartInfo(Python.Name, ["-m", "vtebridge_sidecar", "client", "--file", file])
        {
            RedirectStandardOutput = true,
            Environment = { ["PYTHONPATH"] = Repository.PathOf("src-python") },
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return JsonNode.Parse(output)!;
    }
}
