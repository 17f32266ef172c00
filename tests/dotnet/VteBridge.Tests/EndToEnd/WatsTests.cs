using VteBridge.Configuration;
using VteBridge.Core;
using VteBridge.Simulator.Vte.Plant;

namespace VteBridge.Tests.EndToEnd;

/// <summary>The tests of uploading for the destination `wats`, which works without Python.</summary>
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

    [Fact]
    public async Task Doctor_proposes_a_failure_of_WATS_for_each_repair_code_by_its_name()
    {
        await using var plant = await Plant.StartAsync(new PlantOptions { Runs = 300 });
        plant.Options = plant.Options with
        {
            Mapping = plant.Options.Mapping with
            {
                RepairFallback = new() { Category = "Nowhere", Code = "Nothing" },
            },
            Delivery = _plant.Options.Delivery,
        };

        var end = await plant.RunAsync("doctor", "--json", "--sample", "1000");

        var proposed = end.Json["proposal"]!["Mapping"]!["RepairCodes"]!["FailureCode"]!;
        Assert.Equal("Solder / Cold solder", $"{proposed["201"]!["Category"]} / {proposed["201"]!["Code"]}");
        Assert.Equal("Component / Wrong Component", $"{proposed["103"]!["Category"]} / {proposed["103"]!["Code"]}");
        // No code's name resembles "Component turned", so a person must decide.
        Assert.Equal("Nowhere / Nothing", $"{proposed["104"]!["Category"]} / {proposed["104"]!["Code"]}");
        Assert.Contains("has no failure Nowhere / Nothing", end.Output);
    }
}
