using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using VteBridge.Tests.EndToEnd;

namespace VteBridge.Tests.Windows;

/// <summary>How the program reads from and writes to a Windows console, and how it ends there.</summary>
public sealed class ConsoleTests
{
    [Fact]
    public async Task Redirected_output_is_UTF_8_in_every_code_page()
    {
        Assert.SkipUnless(OperatingSystem.IsWindows(), "code pages are Windows'");
        await using var plant = await Plant.EmptyAsync();
        var run = plant.AddRun(minutesAgo: 60, sequence: 1);
        plant.Edit(run, "Prüfplatz Ærø 中");
        var file = plant.Folder.Of("out.json");
        var script = plant.Folder.Write(
            "export.cmd",
            $"@chcp 850 >nul\r\n@\"{VtebridgeProcess.Program}\" export --config \"{plant.Configuration()}\" --run {run} --out - >\"{file}\"\r\n"
        );
        var start = new ProcessStartInfo("cmd.exe", ["/d", "/c", script]) { RedirectStandardInput = true };
        start.Environment["VTEBRIDGE__Vte__ConnectionString"] = plant.Options.Vte.ConnectionString;

        using var process = Process.Start(start)!;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        Assert.Contains("Prüfplatz Ærø 中", new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes));
        Assert.NotEqual(0xEF, bytes[0]);
    }

    [Theory]
    [InlineData(437)]
    [InlineData(850)]
    public async Task A_console_has_its_code_page_again_afterwards(int page)
    {
        Assert.SkipUnless(OperatingSystem.IsWindows(), "code pages are Windows'");
        var before = GetConsoleOutputCP();
        Assert.SkipWhen(before == 0, "these tests have no console");
        Assert.True(SetConsoleOutputCP(page));

        using var process = Process.Start(new ProcessStartInfo(VtebridgeProcess.Program, ["--version"]))!;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        var after = GetConsoleOutputCP();
        SetConsoleOutputCP(before);
        Assert.Equal((0, page), (process.ExitCode, after));
    }

    [Fact]
    public async Task Ctrl_Break_ends_the_loop_in_good_order()
    {
        Assert.SkipUnless(OperatingSystem.IsWindows(), "elsewhere signals do this");
        Assert.SkipWhen(Wine.IsHere, "under Wine 10 this test does not end; the lane's Ctrl+C at a console does");
        await using var plant = await Plant.EmptyAsync();
        plant.Options = plant.Options with { Health = plant.Options.Health with { Url = "" } };
        var start = new ProcessStartInfo(VtebridgeProcess.Program, ["run", "--config", plant.Configuration()])
        {
            RedirectStandardError = true,
            CreateNewProcessGroup = true,
        };
        start.Environment["VTEBRIDGE__Vte__ConnectionString"] = plant.Options.Vte.ConnectionString;
        using var process = Process.Start(start)!;
        var said = new StringBuilder();
        var stop = TestContext.Current.CancellationToken;
        while (
            await process.StandardError.ReadLineAsync(stop) is { } line && !line.Contains("is running: a cycle every")
        )
            said.AppendLine(line);

        if (!GenerateConsoleCtrlEvent(CtrlBreak, process.Id))
        {
            process.Kill();
            Assert.Skip("these tests have no console to send Ctrl+Break in");
        }
        said.Append(await process.StandardError.ReadToEndAsync(stop));
        await process.WaitForExitAsync(stop);

        Assert.Equal(0, process.ExitCode);
        Assert.Contains("VteBridge has stopped", said.ToString());
    }

    private const int CtrlBreak = 1;

    [DllImport("kernel32.dll")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool GenerateConsoleCtrlEvent(int controlEvent, int processGroup);

    [DllImport("kernel32.dll")]
    private static extern int GetConsoleOutputCP();

    [DllImport("kernel32.dll")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool SetConsoleOutputCP(int page);
}
