using System.Diagnostics;

namespace VteBridge.Benchmarks.Children;

internal static class Meter
{
    public static async Task<Measured> RunAsync(Func<Task<Work>> work)
    {
        GC.Collect();
        var (allocated, cpu, watch) = (
            GC.GetTotalAllocatedBytes(true),
            Environment.CpuUsage.TotalTime,
            Stopwatch.StartNew()
        );
        var done = await work();
        var (wall, used) = (watch.Elapsed, Environment.CpuUsage.TotalTime - cpu);
        using var self = Process.GetCurrentProcess();
        return new Measured(
            wall.TotalSeconds,
            used.TotalSeconds,
            GC.GetTotalAllocatedBytes(true) - allocated,
            self.PeakWorkingSet64,
            done.Runs,
            done.Steps,
            done.Bytes,
            done.Statements
        );
    }
}

/// <summary>What was done; what a task does not know is 0.</summary>
internal sealed record Work(long Runs, long Steps = 0, long Bytes = 0, long Statements = 0);
