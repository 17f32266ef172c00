using VteBridge.Configuration;
using VteBridge.Tests.EndToEnd;

namespace VteBridge.Tests.Windows;

/// <summary>Folder names as people on Windows write them.</summary>
public sealed class FolderNameTests
{
    [Theory]
    [InlineData(@"C:\VteBridge\nul")]
    [InlineData(@"C:\aux\state")]
    [InlineData(@"D:\com1.reports")]
    [InlineData(@"C:\reports.")]
    [InlineData(@"C:\reports \state")]
    [InlineData(@"C:\what<ever")]
    [InlineData(@"C:\what?")]
    [InlineData(@"C:\reports:stream")]
    [InlineData("C:\\COM\u00b2")]
    [InlineData(@"C:\conin$\state")]
    [InlineData(@"\\?\C:/reports")]
    [InlineData("http://server/reports")]
    public void A_name_that_Windows_would_change_is_refused(string folder) => Assert.NotNull(WindowsPath.Fault(folder));

    [Theory]
    [InlineData(@"C:\ProgramData\VteBridge\state")]
    [InlineData(@"\\server\share$\reports")]
    [InlineData(@"\\?\C:\very long\path")]
    [InlineData(@"\\?\UNC\server\share\reports")]
    [InlineData(@"//server/share/reports")]
    [InlineData(@"c:/reports/")]
    [InlineData("../state")]
    [InlineData(@"C:\nullable\console\Über uns")]
    [InlineData("")]
    public void An_ordinary_name_is_taken(string folder) => Assert.Null(WindowsPath.Fault(folder));

    [Fact]
    public async Task A_device_name_is_refused_with_its_option()
    {
        Assert.SkipUnless(OperatingSystem.IsWindows(), "other systems have no device names");
        await using var plant = await Plant.EmptyAsync();

        var end = await plant.RunAsync("sync", "--set", @"Delivery:Folder=C:\reports\NUL");

        Assert.Equal(2, end.Code);
        Assert.Contains("'NUL' is the name of a device", end.Errors);
    }

    [Theory]
    [InlineData("C:reports")]
    [InlineData(@"\reports")]
    [InlineData("/reports")]
    public async Task A_folder_that_depends_on_the_current_drive_is_refused(string folder)
    {
        Assert.SkipUnless(OperatingSystem.IsWindows(), "other systems have no drives");
        await using var plant = await Plant.EmptyAsync();

        var end = await plant.RunAsync("config", "check", "--set", $"State:Folder={folder}");

        Assert.Equal(2, end.Code);
        Assert.Contains($"'{folder}' depends on the current drive", end.Errors + end.Output);
    }

    /// <summary>
    /// Windows does not create folders with these names, but a disk that Linux wrote may have some. Relative folders must work beside a
    /// configuration file in such a folder.
    /// </summary>
    [Theory]
    [InlineData("con")]
    [InlineData("aux.site")]
    [InlineData("blank at the end ")]
    public async Task A_configuration_in_a_folder_of_an_odd_name_has_its_folders_beside_it(string name)
    {
        Assert.SkipUnless(OperatingSystem.IsWindows(), "elsewhere these are names as any other");
        await using var plant = await Plant.EmptyAsync();
        plant.AddRun(minutesAgo: 60, sequence: 1);
        var folder = @"\\?\" + plant.Folder.Of("site") + @"\" + name;
        Directory.CreateDirectory(folder);
        var file = folder + @"\vtebridge.json";
        File.Move(plant.Configuration(), file);

        var end = await VtebridgeProcess.RunAsync(
            new Dictionary<string, string?>
            {
                ["VTEBRIDGE__Vte__ConnectionString"] = plant.Options.Vte.ConnectionString,
            },
            "sync",
            "--config",
            file,
            "--set",
            "Delivery:Folder=reports",
            "--set",
            "State:Folder=state"
        );

        Assert.True(end.Code == 0, end.Errors);
        Assert.Single(Directory.GetFiles(folder + @"\reports", "*.json"));
    }

    /// <param name="form">A pattern: {0} is the folder, {1} the folder without its drive, {2} its name.</param>
    [Theory]
    [InlineData("state on drive C", "state", "{0}")]
    [InlineData("forward slashes", "reports", "{0}", '/')]
    [InlineData("blanks and letters of other languages", "Prüf ergebnisse Žluť", "{0}")]
    [InlineData("extended form", "extended", @"\\?\{0}")]
    [InlineData("a share", "share", @"\\localhost\C$\{1}")]
    [InlineData("a share in extended form", "share", @"\\?\UNC\localhost\C$\{1}")]
    [InlineData("a variable and blanks", @"Åse Łoś\my reports", @"%VTEBRIDGE_TEST_FOLDER%\{2}")]
    [InlineData("more than 260 characters", "long", "{0}", '\\', 300)]
    public async Task Reports_and_state_go_where_they_are_told(
        string what,
        string name,
        string form,
        char separator = '\\',
        int length = 0
    )
    {
        Assert.SkipUnless(OperatingSystem.IsWindows(), $"{what}: other systems have other paths");
        await using var plant = await Plant.EmptyAsync();
        plant.AddRun(minutesAgo: 60, sequence: 1);
        var folder = plant.Folder.Of(name);
        while (folder.Length < length)
            folder = Path.Combine(folder, new string('x', 40));
        var written = string.Format(null, form, folder, folder[3..], name).Replace('\\', separator);
        if (form == "{0}")
            Directory.CreateDirectory(folder);

        var end = await plant.RunAsync(
            new Dictionary<string, string?> { ["VTEBRIDGE_TEST_FOLDER"] = plant.Folder.Path },
            "sync",
            "--set",
            $"Delivery:Folder={written}",
            "--set",
            $"State:Folder={written}{separator}state"
        );

        Assert.True(end.Code == 0, end.Errors);
        Assert.Single(Directory.GetFiles(folder, "*.json"));
        Assert.True(Directory.Exists(Path.Combine(folder, "state")));
    }

    [Fact]
    public async Task Another_case_of_the_same_folder_is_the_same_state()
    {
        Assert.SkipUnless(OperatingSystem.IsWindows(), "elsewhere another case is another folder");
        await using var plant = await Plant.EmptyAsync();
        plant.AddRun(minutesAgo: 60, sequence: 1);
        await plant.RunAsync("sync");

        var end = await plant.RunAsync(
            "sync",
            "--json",
            "--set",
            $"State:Folder={plant.Options.State.Folder.ToUpperInvariant()}"
        );

        Assert.Equal(0, (int)end.Json["delivered"]!["queued"]!);
    }
}
