using System.Diagnostics;
using System.Text.Json;

namespace VteBridge.Benchmarks.Children;

/// <summary>The entry of a measured process. Its last line on standard output is the result as JSON.</summary>
internal static class Child
{
    public static async Task<int> RunAsync(string json)
    {
        var task = JsonSerializer.Deserialize<ChildTask>(json)!;
        Directory.CreateDirectory(task.Folder);
        var measured = task.Name switch
        {
            "record" => await Recorder.RunAsync(task),
            "floor" => await Floor.RunAsync(task),
            "baseline" => await Baseline.RunAsync(task),
            "pass" => await Ours.PassAsync(task),
            "export" => await Ours.ExportAsync(task),
            "mapping" => await MappingAlone.RunAsync(task),
            _ => throw new ArgumentException($"There is no task '{task.Name}'."),
        };
        Console.WriteLine(JsonSerializer.Serialize(measured));
        return 0;
    }

    /// <summary>The real program in this process; afterwards one line says what the process needed at its largest.</summary>
    public static async Task<int> RunProgramAsync(string[] args)
    {
        var watch = Stopwatch.StartNew();
        var code = await Commands.CommandLine.Create().Parse(args).InvokeAsync();
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
        Console.WriteLine(JsonSerializer.Serialize(measured));
        return code;
    }
}
