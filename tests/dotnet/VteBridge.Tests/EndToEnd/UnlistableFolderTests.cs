using VteBridge.Configuration;
using VteBridge.Tests.Install;

namespace VteBridge.Tests.EndToEnd;

/// <summary>A destination folder that this account may write to and may not list, as a drop box is shared.</summary>
public sealed class UnlistableFolderTests
{
    /// <summary>Root lists every folder unless it gives up these capabilities.</summary>
    private static readonly string[] WithoutOverride =
    [
        "setpriv",
        "--bounding-set=-dac_override,-dac_read_search",
        "--inh-caps=-dac_override,-dac_read_search",
    ];

    [Theory]
    [InlineData(DestinationNames.QueueFolder)]
    [InlineData(DestinationNames.WatchFolder)]
    [InlineData(DestinationNames.Wats)]
    public async Task A_folder_that_cannot_be_listed_ends_sync_with_4_although_nothing_is_to_be_sent(string destination)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "takes the permissions of Unix");
        string[] limits = Environment.IsPrivilegedProcess ? WithoutOverride : [];
        if (limits.Length > 0 && await Shell.MissingAsync("setpriv", "--version") is { } missing)
            Assert.Skip(missing);
        await using var plant = await Plant.EmptyAsync();
        plant.AddRun(minutesAgo: 30, sequence: 1);
        plant.Options = plant.Options with { Delivery = plant.Options.Delivery with { Destination = destination } };
        await SyncAsync(plant, []);
        var folder = plant.Options.Delivery.Folder;
        Assert.NotEmpty(Directory.GetFiles(folder));
        File.SetUnixFileMode(folder, UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        var (code, output) = await SyncAsync(plant, limits);

        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Assert.True(code == ExitCode.DestinationUnavailable, $"{code}: {output}");
        Assert.Contains($"The files in '{folder}' cannot be listed: ", output);
    }

    /// <summary>Nobody answers at the address of WATS: what is queued stays.</summary>
    private static Task<(int Code, string Output)> SyncAsync(Plant plant, string[] limits) =>
        Shell.RunAsync(
            "env",
            [
                $"VTEBRIDGE__Vte__ConnectionString={plant.Options.Vte.ConnectionString}",
                "PYWATS_SERVER_URL=http://127.0.0.1:1",
                "PYWATS_API_TOKEN=demo",
                .. limits,
                VtebridgeProcess.Program,
                "sync",
                "--config",
                plant.Configuration(),
            ]
        );
}
