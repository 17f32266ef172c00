using System.Diagnostics;
using System.Text;
using VteBridge.Tests.EndToEnd;

namespace VteBridge.Tests.Chaos;

/// <summary>The real `vtebridge` in a process, with the start-up hook that kills it at a given milestone.</summary>
internal sealed class BridgeProcess(IReadOnlyDictionary<string, string> settings)
{
    /// <summary>
    /// The published program when scripts/chaos has made it (it starts twice as fast), otherwise the one built for the tests.
    /// </summary>
    private static readonly string[] Program = Environment.GetEnvironmentVariable("VTEBRIDGE_CHAOS_PROGRAM")
        is { Length: > 0 } published
        ? ["dotnet", published]
        : [VtebridgeProcess.Program];

    private const string KillAt = "VTEBRIDGE_CHAOS_KILL_AT";

    /// <summary>On Linux the exit code is 128 + SIGKILL, on Windows the code that TerminateProcess was given.</summary>
    public static bool IsKilled(int code) => OperatingSystem.IsWindows() ? code is -1 or 1 : code == 137;

    public async Task<(int Code, string Output, string Errors)> RunAsync(
        IReadOnlyDictionary<string, string>? chaos,
        params string[] arguments
    )
    {
        var stop = TestContext.Current.CancellationToken;
        using var process = Start(chaos, arguments);
        process.StandardInput.Close();
        var (output, errors) = (
            process.StandardOutput.ReadToEndAsync(stop),
            process.StandardError.ReadToEndAsync(stop)
        );
        await process.WaitForExitAsync(stop);
        return (process.ExitCode, await output, await errors);
    }

    public Task<(int Code, string Output, string Errors)> SyncAsync(string? killAt = null) =>
        RunAsync(new Dictionary<string, string> { [KillAt] = killAt ?? "" }, "sync", "--json");

    /// <summary>
    /// Starts `run` and kills it at a milestone, or during its pause when <paramref name="cycles"/> cycles have ended before that.
    /// </summary>
    public async Task<(int Code, string Output, string Errors)> LoopAsync(string killAt, int cycles)
    {
        var stop = TestContext.Current.CancellationToken;
        using var process = Start(
            new Dictionary<string, string> { [KillAt] = killAt },
            ["run", "--set", "Health:Url=", "--set", "Schedule:Interval=00:00:01", "--set", "Log:ToFile=false"]
        );
        var errors = new StringBuilder();
        var output = process.StandardOutput.ReadToEndAsync(stop);
        while (await process.StandardError.ReadLineAsync(stop) is { } line)
        {
            errors.AppendLine(line);
            if (line.Contains("Cycle ended", StringComparison.Ordinal) && --cycles == 0)
                process.Kill();
        }
        await process.WaitForExitAsync(stop);
        return (process.ExitCode, await output, errors.ToString());
    }

    /// <summary>Returns how often an undisturbed sync reaches each milestone.</summary>
    public async Task<IReadOnlyDictionary<string, int>> MilestonesAsync(string file)
    {
        var (code, _, errors) = await RunAsync(
            new Dictionary<string, string> { ["VTEBRIDGE_CHAOS_COUNT_INTO"] = file },
            "sync"
        );
        Assert.True(code is 0 or 5, errors);
        return File.ReadLines(file).Select(l => l.Split('\t')).ToDictionary(p => p[0], p => int.Parse(p[1]));
    }

    public Process Start(IReadOnlyDictionary<string, string>? chaos, string[] arguments)
    {
        var start = new ProcessStartInfo(Program[0], [.. Program[1..], .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (key, value) in settings.Concat(chaos ?? new Dictionary<string, string>()))
            start.Environment[key] = value;
        if (chaos is not null)
            start.Environment["DOTNET_STARTUP_HOOKS"] = Path.Combine(AppContext.BaseDirectory, "VteBridge.Chaos.dll");
        return Process.Start(start)!;
    }
}
