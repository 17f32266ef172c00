using VteBridge.Benchmarks.Children;
using VteBridge.Benchmarks.Harness;

namespace VteBridge.Benchmarks.Suites;

/// <summary>Ours over what the job costs if thinking were free, with and without flushing every file.</summary>
internal static class FloorSuite
{
    private const string Name = "floor";

    public static IEnumerable<Figure> Run(BenchOptions options)
    {
        var (runs, rounds) = options.Quick ? (2_000, 3) : (10_000, 5);
        using var plant = Plant.Vte(runs, steps: 40);
        var recording = Path.Combine(options.Folder, "recording");
        var recorded = Processes.Measure(new ChildTask("record", plant.Connection, recording));
        yield return new(Name, "statements per 1,000 runs", recorded.Statements * 1000.0 / runs, "");
        foreach (var flush in new[] { false, true })
        foreach (var ours in new[] { "pass", "export" })
        foreach (var figure in Compare(options, plant, recording, ours, flush, rounds))
            yield return figure;
    }

    private static IEnumerable<Figure> Compare(
        BenchOptions options,
        Plant plant,
        string recording,
        string name,
        bool flush,
        int rounds
    )
    {
        var task = new ChildTask(name, plant.Connection, Path.Combine(options.Folder, "work"), recording, flush);
        var before = plant.Cpu;
        var (ours, floor) = Processes.Alternate(rounds, task, task with { Name = "floor" });
        var server = (plant.Cpu - before) / (4 * rounds);
        var label = flush ? $"{name}, flushed" : name;
        var note =
            $"ours {ours.Select(m => m.Cpu).Median():0.00} s, floor {floor.Select(m => m.Cpu).Median():0.00} s, server {server:0.00} s";
        yield return new(
            Name,
            $"{label}: CPU over floor",
            Statistics.MedianRatio(ours, floor, m => m.Cpu),
            "×",
            2,
            Note: note
        );
        note = $"ours {ours.Select(m => m.Wall).Median():0.00} s, floor {floor.Select(m => m.Wall).Median():0.00} s";
        yield return new(
            Name,
            $"{label}: wall over floor",
            Statistics.MedianRatio(ours, floor, m => m.Wall),
            "×",
            1.5,
            Note: note
        );
        if (flush)
            yield break;
        yield return new(Name, $"{label}: runs per second", ours.Select(m => m.Runs / m.Wall).Median(), "runs/s");
        yield return new(
            Name,
            $"{label}: allocated per run",
            ours.Select(m => m.AllocatedPerRun / 1024).Median(),
            "KiB"
        );
        yield return new(Name, $"{label}: peak working set", ours.Select(m => m.PeakBytes / 1048576.0).Median(), "MiB");
    }
}
