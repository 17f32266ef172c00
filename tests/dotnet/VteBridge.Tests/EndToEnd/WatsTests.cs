using VteBridge.Configuration;
using VteBridge.Core;

namespace VteBridge.Tests.EndToEnd;

/// <summary>The destination `wats`: by the program itself, without Python.</summary>
public sealed class WatsTests() : UploadTests(DestinationNames.Wats)
{
    [Theory]
    [InlineData("demo", "WATS answers", ExitCode.Done)]
    [InlineData("wrong-token", "cannot be asked", ExitCode.DestinationUnavailable)]
    public async Task Doctor_tries_server_and_token_without_Python(string token, string says, int code)
    {
        _plant.Folder.WriteSecret("token", token);

        var end = await _plant.RunAsync("doctor", "--all");

        Assert.Contains(says, end.Output);
        Assert.DoesNotContain("pywats", end.Output, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(code, end.Code);
    }

    [Fact]
    public async Task Without_server_and_token_one_sentence_says_what_to_set()
    {
        Use(new SidecarOptions());

        var end = await _plant.RunAsync(
            new Dictionary<string, string?> { ["PYWATS_SERVER_URL"] = null, ["PYWATS_API_TOKEN"] = null },
            "sync",
            "--json"
        );

        Assert.Equal(ExitCode.DestinationUnavailable, end.Code);
        Assert.Contains("WATS is not configured: set the server's address", end.Output + end.Errors);
        Assert.Equal(5, _plant.Reports(".queued").Count);
    }
}
