using VteBridge.Configuration;
using VteBridge.Tests.EndToEnd;

namespace VteBridge.Tests.Delivery;

/// <summary>When the sidecar is started, and what it gets from the program and its environment.</summary>
public sealed class SidecarStartTests : FakeSidecarTest
{
    [Fact]
    public async Task A_Python_that_is_not_there_is_told_with_what_to_do()
    {
        var missing = _queue.Of("no-python");

        var receipt = Assert.Single(await SettleAsync(new SidecarOptions { Python = missing }));

        Assert.Contains(missing, receipt.Message);
        Assert.Contains("Delivery:Sidecar:Python", receipt.Message);
    }

    [Fact]
    public async Task An_empty_queue_starts_no_child()
    {
        using var python = new FakePython("exit 3");

        Assert.Empty(await SettleAsync(python.Options, reports: 0));
        Assert.False(File.Exists(python.Of("pid")));
    }

    /// <summary>The child must not depend on other software's variables or on the folder in which vtebridge was started.</summary>
    [Fact]
    public async Task The_sidecar_starts_in_a_folder_and_an_environment_of_its_own()
    {
        using var python = new FakePython(
            "env > \"$(dirname \"$0\")/environment\"\npwd > \"$(dirname \"$0\")/folder\""
        );

        await SettleAsync(python);

        var environment = File.ReadAllLines(python.Of("environment"));
        var folder = File.ReadAllText(python.Of("folder")).Trim();
        Assert.Equal(["1"], Values("PYTHONSAFEPATH"));
        Assert.Equal([folder], Values("PYTHONPATH"));
        Assert.True(File.Exists(Path.Combine(folder, "vtebridge_sidecar", "__main__.py")), folder);
        Assert.Equal(
            ["PYTHONPATH", "PYTHONSAFEPATH", "PYTHONUNBUFFERED", "PYTHONUTF8"],
            environment
                .Select(line => line.Split('=')[0])
                .Where(name => name.StartsWith("PYTHON", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
        );

        string[] Values(string name) =>
            [
                .. environment
                    .Where(l => l.StartsWith(name + "=", StringComparison.Ordinal))
                    .Select(l => l.Split('=')[1]),
            ];
    }

    /// <summary>The child must not learn how to connect to VTE.</summary>
    [Fact]
    public async Task The_child_does_not_get_the_configuration_of_the_program()
    {
        using var python = new FakePython(
            "env > \"$(dirname \"$0\")/environment\"\necho \"$@\" > \"$(dirname \"$0\")/arguments\"\nexit 3"
        );
        await using var plant = await Plant.EmptyAsync();
        plant.AddRun(minutesAgo: 20, sequence: 1);
        plant.Options = plant.Options with
        {
            Delivery = plant.Options.Delivery with
            {
                Destination = DestinationNames.Sidecar,
                Sidecar = python.Options with { StopTimeout = TimeSpan.FromSeconds(1) },
            },
        };

        var end = await plant.RunAsync(
            new Dictionary<string, string?> { ["PYWATS_API_TOKEN"] = "the-token" },
            "sync",
            "--json"
        );

        Assert.True(end.Code == 4, $"{end.Code}: {end.Errors}");
        Assert.DoesNotContain("VTEBRIDGE__", File.ReadAllText(python.Of("environment")));
        Assert.Contains("PYWATS_API_TOKEN=the-token", File.ReadAllText(python.Of("environment")));
        Assert.DoesNotContain("the-token", File.ReadAllText(python.Of("arguments")) + end.Output + end.Errors);
    }
}
