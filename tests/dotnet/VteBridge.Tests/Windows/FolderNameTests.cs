using VteBridge.Configuration;
using VteBridge.Tests.EndToEnd;

namespace VteBridge.Tests.Windows;

/// <summary>Folders as people on Windows write them.</summary>
public sealed class FolderNameTests
{
    [Theory]
    [InlineData(@"C:\VteBridge\nul")]
    [InlineData(@"C:\aux\state")]
    [InlineData(@"D:\com1.reports")]
    [InlineData(@"C:\reports.")]
    [InlineData(@"C:\reports \state")]
    [InlineData(@"C:\what<ever")]
    public void A_name_that_Windows_would_change_is_refused(string folder) => Assert.NotNull(WindowsPath.Fault(folder));

    [Theory]
    [InlineData(@"C:\ProgramData\VteBridge\state")]
    [InlineData(@"\\server\share$\reports")]
    [InlineData(@"\\?\C:\very long\path")]
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
    [InlineData("state on drive C", "state", "{0}")]
    [InlineData("forward slashes", "reports", "{0}", '/')]
    [InlineData("blanks and letters of other languages", "Prüf ergebnisse Žluť", "{0}")]
    [InlineData("extended form", "extended", @"\\?\{0}")]
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
        var written = string.Format(null, form, folder).Replace('\\', separator);
        if (form == "{0}")
            Directory.CreateDirectory(folder);

        var end = await plant.RunAsync(
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
