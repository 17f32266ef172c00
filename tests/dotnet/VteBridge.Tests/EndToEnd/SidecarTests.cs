using VteBridge.Configuration;
using VteBridge.Simulator.Wats;

namespace VteBridge.Tests.EndToEnd;

/// <summary>The destination `sidecar`: through pyWATS.</summary>
public sealed class SidecarTests() : UploadTests(DestinationNames.Sidecar, Python.WithoutSidecar)
{
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
