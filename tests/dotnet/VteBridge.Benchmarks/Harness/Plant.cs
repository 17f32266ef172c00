using System.Diagnostics;

namespace VteBridge.Benchmarks.Harness;

/// <summary>A simulator in a process of its own; it ends when this does.</summary>
internal sealed class Plant : IDisposable
{
    private readonly Process _process;

    private Plant(Process process, string ready) => (_process, Ready) = (process, ready);

    private string Ready { get; }

    public string Connection => Ready.Split("connection=\"")[1].TrimEnd('"');

    public string Url => Ready.Split(' ').Single(word => word.StartsWith("url=", StringComparison.Ordinal))[4..];

    /// <summary>CPU seconds that the simulator has used so far.</summary>
    public double Cpu => _process.TotalProcessorTime.TotalSeconds;

    public static Plant Vte(int runs, int steps, int latency = 0) =>
        Start("vte", "--runs", $"{runs}", "--steps", $"{steps}", "--no-odd-runs", "--latency", $"{latency}");

    /// <summary>With every odd run, the one of 10,000 steps and the one of 5 MB among them.</summary>
    public static Plant OddVte(int runs, int steps, int days) =>
        Start("vte", "--runs", $"{runs}", "--steps", $"{steps}", "--days", $"{days}");

    public static Plant Wats() => Start("wats", "--token", "bench", "--no-validation", "--headers-only");

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    private static Plant Start(string which, params string[] args)
    {
        var start = new ProcessStartInfo(Program("vtebridge-simulator"), [which, "--port", "0", .. args])
        {
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start)!;
        for (var line = process.StandardOutput.ReadLine(); line is not null; line = process.StandardOutput.ReadLine())
            if (line.StartsWith("ready ", StringComparison.Ordinal))
                return new Plant(process, line);
        throw new InvalidOperationException(
            $"The simulator '{which}' ended with code {process.ExitCode} before it was ready."
        );
    }

    private static string Program(string name) =>
        Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? name + ".exe" : name);
}
