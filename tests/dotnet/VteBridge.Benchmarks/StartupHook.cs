using System.Diagnostics;
using System.Text.Json;
using VteBridge.Benchmarks.Children;

/// <summary>Loaded into `vtebridge` by DOTNET_STARTUP_HOOKS: when the program ends, it writes down what it has used.</summary>
internal static class StartupHook
{
    /// <summary>The file that gets a <see cref="Measured"/> as JSON.</summary>
    public const string Into = "VTEBRIDGE_BENCH_MEASURED_INTO";

    public static void Initialize()
    {
        var watch = Stopwatch.StartNew();
        var file = Environment.GetEnvironmentVariable(Into)!;
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            using var self = Process.GetCurrentProcess();
            var measured = new Measured(
                watch.Elapsed.TotalSeconds,
                Environment.CpuUsage.TotalTime.TotalSeconds,
                GC.GetTotalAllocatedBytes(),
                self.PeakWorkingSet64,
                0,
                0,
                0,
                0
            );
            File.WriteAllText(file, JsonSerializer.Serialize(measured));
        };
    }
}
