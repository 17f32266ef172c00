using System.Text.RegularExpressions;
using VteBridge.Tests.EndToEnd;
using VteBridge.Tests.Install;

namespace VteBridge.Tests.Cli;

/// <summary>Output of the program may fail; its work must not.</summary>
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

    [Theory]
    [InlineData("", true)]
    [InlineData("1", false)]
    public async Task Colours_are_shown_on_a_terminal_unless_NO_COLOR_is_set(string value, bool expected)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "a terminal is made with script(1), which Linux has");
        var sync =
            $"{VtebridgeProcess.Program} sync --config {_plant.Configuration()} --set State:Folder={_plant.Folder.Of("colours" + value)}";

        var seen = await Shell.RunAsync(
            "env",
            value == "" ? "--unset=NO_COLOR" : $"NO_COLOR={value}",
            "TERM=xterm-256color",
            $"VTEBRIDGE__Vte__ConnectionString={_plant.Options.Vte.ConnectionString}",
            "script",
            "-qec",
            sync,
            "/dev/null"
        );

        Assert.Equal(
            (0, expected),
            (seen.Code, Regex.IsMatch(seen.Output, @"\x1b\[[0-9;]*(3[0-9]|38;|9[0-7])[0-9;]*m"))
        );
    }

    private Task<ProcessEnd> SyncAsync(string state, params IEnumerable<string> flags) =>
        _plant.RunAsync(
            new Dictionary<string, string?>(),
            ["sync", "--json", "--set", "State:Folder=" + _plant.Folder.Of(state), .. flags]
        );
}
