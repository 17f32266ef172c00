using VteBridge.Benchmarks.Children;
using VteBridge.Benchmarks.Harness;

namespace VteBridge.Benchmarks.Suites;

/// <summary>Thinking alone: runs in memory to bytes in memory, on one thread.</summary>
internal static class MappingSuite
{
    public static IEnumerable<Figure> Run(BenchOptions options)
    {
        using var plant = Plant.Vte(runs: 1_000, steps: 40);
        var task = new ChildTask("mapping", plant.Connection, Path.Combine(options.Folder, "mapping"), Runs: 1_000);
        var measured = Enumerable
            .Range(0, options.Quick ? 3 : 7)
            .Select(_ => Processes.Measure(task, warmUps: 3))
            .ToList();
        yield return new(
            "mapping",
            "steps per second of one core",
            measured.Select(m => m.Steps / m.Cpu).Median(),
            "steps/s",
            1_000_000,
            AtMost: false,
            $"{measured[0].Bytes / measured[0].Runs:N0} bytes a report"
        );
        yield return new(
            "mapping",
            "allocated per step",
            measured.Select(m => (double)m.AllocatedBytes / m.Steps).Median(),
            "bytes",
            200
        );
    }
}
