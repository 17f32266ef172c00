using static VteBridge.Tests.EndToEnd.RunPlant;

namespace VteBridge.Tests.EndToEnd;

/// <summary>What keeps `vtebridge run` from starting is said at once, with its exit code.</summary>
public sealed class RunRefusalTests
{
    [Theory]
    [InlineData("Delivery:Destination=pigeon", "Delivery:Destination")]
    [InlineData("Vte:TimeZone=Mars/Olympus", "Vte:TimeZone")]
    [InlineData("Health:Url=http://0.0.0.0:0", "Health:ApiKey")]
    public async Task What_cannot_work_at_all_ends_at_once_with_exit_code_2(string setting, string named)
    {
        await using var plant = await PlantAsync();

        var end = await plant.RunAsync("run", "--set", setting);

        Assert.Equal(ExitCode.Usage, end.Code);
        Assert.Contains(named, end.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_and_a_state_folder_that_is_in_use_are_said_at_once()
    {
        await using var plant = await PlantAsync();
        await using var bridge = RunningBridge.Start(plant);
        bridge.Says(CycleEnded);

        var second = await plant.RunAsync("run");
        var onThatPort = await plant.RunAsync(
            "run",
            "--set",
            $"Health:Url={bridge.Address.GetLeftPart(UriPartial.Authority)}",
            "--set",
            $"State:Folder={plant.Folder.Of("other")}"
        );

        Assert.Equal(ExitCode.Unexpected, second.Code);
        Assert.Contains(plant.Options.State.Folder, second.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, onThatPort.Code);
        Assert.Contains("cannot listen on", onThatPort.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", onThatPort.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_of_another_machine_cannot_be_listened_on()
    {
        await using var plant = await PlantAsync();

        var end = await plant.RunAsync(
            "run",
            "--set",
            "Health:Url=http://192.0.2.1:8787",
            "--set",
            "Health:ApiKeyFile=" + plant.Folder.WriteSecret("key", "sixteen-and-some-more")
        );

        Assert.Equal(ExitCode.Usage, end.Code);
        Assert.Contains("cannot listen on", end.Message, StringComparison.Ordinal);
    }
}
