using VteBridge.Benchmarks.Children;
using VteBridge.Benchmarks.Harness;

namespace VteBridge.Benchmarks.Suites;

/// <summary>Ours over what the job costs if thinking were free, with and without flushing every file.</summary>
internal static class FloorSuite
{
    private const string Name = "floor";

    public static IEnumerable<Figure> Run(BenchOptions options)
    {
        // Many short rounds: folders that are filled one behind the other lie in one group of inodes, which is then as dear for
        // the floor as for ours. It takes some ten thousand runs of each until all of the code is compiled for good; the tasks share nearly all of it.
        var (runs, rounds, warmUps) = (1_000, options.Quick ? 5 : 25, 10);
        using var plant = Plant.Vte(runs, steps: 40);
        var recording = Path.Combine(options.Folder, "recording");
        var recorded = Processes.Measure(new ChildTask("record", plant.Connection, recording));
        yield return new(Name, "statements per 1,000 runs", recorded.Statements * 1000.0 / runs, "");
        ChildTask[] tasks =
        [
            .. from flush in new[] { false, true }
            from name in new[] { "floor", "cycle", "export" }
            select new ChildTask(name, plant.Connection, Path.Combine(options.Folder, "floor"), recording, flush),
        ];
        var before = plant.Cpu;
        var measured = Processes.Alternate(warmUps, rounds, tasks);
        var server = (plant.Cpu - before) / (tasks.Length * (warmUps + rounds));
        yield return new(Name, "server: CPU of one walk", server, "s");
        foreach (var i in new[] { 1, 2, 4, 5 })
        foreach (var figure in Compare(measured[i / 3 * 3], measured[i], tasks[i]))
            yield return figure;
    }

    private static IEnumerable<Figure> Compare(
        IReadOnlyList<Measured> floor,
        IReadOnlyList<Measured> ours,
        ChildTask task
    )
    {
        var name = task.Flush ? $"{task.Name}, flushed" : task.Name;
        yield return Over(floor, ours, $"{name}: CPU over floor", m => m.Cpu, target: 2.2);
        yield return Over(floor, ours, $"{name}: wall over floor", m => m.Wall, target: 1.5);
        if (task.Flush)
            yield break;
        yield return new(Name, $"{name}: runs per second", ours.Select(m => m.Runs / m.Wall).Median(), "runs/s");
        yield return new(
            Name,
            $"{name}: allocated per run",
            ours.Select(m => m.AllocatedPerRun / 1024).Median(),
            "KiB"
        );
    }

    private static Figure Over(
        IReadOnlyList<Measured> floor,
        IReadOnlyList<Measured> ours,
        string name,
        Func<Measured, double> of,
        double target
    ) =>
        new(
            Name,
            name,
            Statistics.MedianRatio(ours, floor, of),
            "×",
            target,
            Note: $"ours {ours.Select(of).Median():0.00} s, floor {floor.Select(of).Median():0.00} s"
        );
}
