using System.ComponentModel;
using System.Diagnostics;
using VteBridge.Tests.Windows;

namespace VteBridge.Tests.Install;

/// <summary>Runs a program of the machine and captures its output.</summary>
internal static class Shell
{
    internal static async Task<(int Code, string Output)> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = Repository.Root,
            }
        )!;
        process.StandardInput.Close();
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await errors);
    }

    /// <summary>
    /// Runs a script with PowerShell: on Windows with Windows PowerShell, which every machine has and which is the oldest version that the
    /// scripts support; elsewhere with the .NET tool of this tree. Skips the test when there is no PowerShell.
    /// </summary>
    internal static async Task<(int Code, string Output)> RunPowerShellAsync(string script)
    {
        Assert.SkipWhen(Wine.IsHere, "Wine's powershell.exe does nothing");
        var (program, tool) = OperatingSystem.IsWindows()
            ? ("powershell", Array.Empty<string>())
            : ("dotnet", ["pwsh"]);
        string[] options = [.. tool, "-NoProfile", "-NonInteractive", "-Command"];
        if (await MissingAsync(program, [.. options, "exit 0"]) is { } missing)
            Assert.Skip(missing);
        return await RunAsync(program, [.. options, script]);
    }

    /// <summary>Why a test that needs this program cannot run; null when it can.</summary>
    internal static async Task<string?> MissingAsync(string program, params string[] arguments)
    {
        try
        {
            var (code, output) = await RunAsync(program, arguments);
            return code == 0
                ? null
                : $"'{program} {string.Join(' ', arguments)}' does not work here: {output.Trim().Split('\n')[0]}";
        }
        catch (Win32Exception)
        {
            return $"there is no '{program}' on this machine";
        }
    }
}
