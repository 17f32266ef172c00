using VteBridge.Tests.EndToEnd;

namespace VteBridge.Tests.Cli;

/// <summary>What the program writes besides its work can fail; the work does not.</summary>
public sealed class OutputTests(SmallPlant small) : IClassFixture<SmallPlant>
{
    private readonly Plant _plant = small.Plant;

    [Fact]
    public async Task A_log_that_cannot_be_written_is_one_warning()
    {
        var file = _plant.Folder.Write("no-folder", "");

        var end = await SyncAsync("log", "--set", $"Log:Folder={Path.Combine(file, "logs")}");

        Assert.Equal((0, 0), (end.Code, (int)end.Json["exitCode"]!));
        Assert.Single(end.Errors.Split('\n'), line => line.Contains("cannot be written", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Log_files_are_the_owners_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has access lists, not modes");
        var folder = _plant.Folder.Of("private-logs");

        await SyncAsync("private", "--set", $"Log:Folder={folder}");

        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite,
            File.GetUnixFileMode(Assert.Single(Directory.GetFiles(folder)))
        );
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            File.GetUnixFileMode(folder)
        );
    }

    [Fact]
    public async Task Cultures_that_the_environment_switches_off_are_switched_on()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "a process can replace itself on Linux only");
        string[] flags = ["sync", "--json", "--set", "State:Folder=" + _plant.Folder.Of("søppel og ü")];

        var end = await _plant.RunAsync(
            new Dictionary<string, string?> { ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "true" },
            flags
        );

        Assert.True(end.Code == 0, end.Errors);
        Assert.Equal(2, (int)end.Json["runsRead"]!);
        Assert.True(File.Exists(_plant.Folder.Of("søppel og ü", "vtebridge.db")));
    }

    private Task<ProcessEnd> SyncAsync(string state, params IEnumerable<string> flags) =>
        _plant.RunAsync(
            new Dictionary<string, string?>(),
            ["sync", "--json", "--set", "State:Folder=" + _plant.Folder.Of(state), .. flags]
        );
}
