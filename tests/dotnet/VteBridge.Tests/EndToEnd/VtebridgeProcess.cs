using System.Diagnostics;
using System.Text;

namespace VteBridge.Tests.EndToEnd;

/// <summary>Runs the real program, which lies beside the tests, as a process.</summary>
internal static class VtebridgeProcess
{
    public static readonly string Program = Path.Combine(
        AppContext.BaseDirectory,
        OperatingSystem.IsWindows() ? "vtebridge.exe" : "vtebridge"
    );

    /// <param name="environment">Added to the tests' own environment; null removes a variable.</param>
    public static Task<ProcessEnd> RunAsync(
        IReadOnlyDictionary<string, string?> environment,
        params IEnumerable<string> arguments
    ) => RunInAsync("", environment, arguments);

    /// <param name="folder">The current folder of the process.</param>
    /// <param name="environment">Added to the tests' own environment; null removes a variable.</param>
    public static async Task<ProcessEnd> RunInAsync(
        string folder,
        IReadOnlyDictionary<string, string?> environment,
        params IEnumerable<string> arguments
    )
    {
        var start = new ProcessStartInfo(Program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = new UTF8Encoding(false),
            StandardErrorEncoding = new UTF8Encoding(false),
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var stop = TestContext.Current.CancellationToken;
        var output = process.StandardOutput.ReadToEndAsync(stop);
        var errors = process.StandardError.ReadToEndAsync(stop);
        await process.WaitForExitAsync(stop);
        return new ProcessEnd(process.ExitCode, Text(await output), Text(await errors));
    }

    private static string Text(string written) => OperatingSystem.IsWindows() ? written.Replace("\r\n", "\n") : written;
}
