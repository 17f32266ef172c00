using System.Diagnostics;

namespace VteBridge.Benchmarks.Children;

/// <summary>Measures the last of several repetitions in this process: the first ones are for the just-in-time compiler.</summary>
internal static class Meter
{
    public static async Task<Measured> RunAsync(int warmUps, Action prepare, Func<bool, Task<Work>> work)
    {
        for (var i = 0; i < warmUps; i++)
        {
            prepare();
            await work(true);
        }
        prepare();
        GC.Collect();
        var (allocated, cpu, watch) = (
            GC.GetTotalAllocatedBytes(true),
            Environment.CpuUsage.TotalTime,
            Stopwatch.StartNew()
        );
        var done = await work(false);
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
