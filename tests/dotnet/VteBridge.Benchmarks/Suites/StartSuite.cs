using System.Diagnostics;
using VteBridge.Benchmarks.Harness;

namespace VteBridge.Benchmarks.Suites;

/// <summary>From the start of the process to the first report in the destination's folder.</summary>
internal static class StartSuite
{
    public static IEnumerable<Figure> Run(BenchOptions options)
    {
        using var plant = Plant.Vte(runs: 1_000, steps: 40);
        var seconds = Enumerable.Range(0, options.Quick ? 3 : 7).Select(_ => First(options, plant)).ToList();
        yield return new("start", "start to first delivered report", seconds.Median(), "s", 3);
    }

    private static double First(BenchOptions options, Plant plant)
    {
        var folder = Path.Combine(options.Folder, "start");
        var queue = Directory.CreateDirectory(Path.Combine(folder, "queue"));
        using var appeared = new ManualResetEventSlim();
        using var watcher = new FileSystemWatcher(queue.FullName, "*.json");
        // An atomic file is created under another name: it appears by its rename.
        watcher.Renamed += (_, _) => appeared.Set();
        watcher.EnableRaisingEvents = true;
        var start = Processes.Vtebridge(Settings.For(plant, folder), "sync");
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var isThere = appeared.Wait(TimeSpan.FromSeconds(60));
        var seconds = watch.Elapsed.TotalSeconds;
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
        Directory.Delete(folder, recursive: true);
        return isThere ? seconds : throw new InvalidOperationException("No report appeared within a minute.");
    }
}
