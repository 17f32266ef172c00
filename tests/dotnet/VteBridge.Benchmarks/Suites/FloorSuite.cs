using VteBridge.Benchmarks.Children;
using VteBridge.Benchmarks.Harness;

namespace VteBridge.Benchmarks.Suites;

/// <summary>Ours over what the job costs if thinking were free, with and without flushing every file.</summary>
internal static class FloorSuite
{
    private const string Name = "floor";
    private const int WarmUps = 2;

    public static IEnumerable<Figure> Run(BenchOptions options)
    {
        var (runs, rounds) = options.Quick ? (1_000, 3) : (10_000, 5);
        using var plant = Plant.Vte(runs, steps: 40);
        var recording = Path.Combine(options.Folder, "recording");
        var recorded = Processes.Measure(new ChildTask("record", plant.Connection, recording));
        yield return new(Name, "statements per 1,000 runs", recorded.Statements * 1000.0 / runs, "");
        foreach (var flush in new[] { false, true })
        {
            var task = new ChildTask(
                "floor",
                plant.Connection,
                Path.Combine(options.Folder, "floor" + Label(flush)),
                recording,
                flush
            );
            var before = plant.Cpu;
            var measured = Processes.Alternate(
                WarmUps,
                rounds,
                task,
                task with
                {
                    Name = "pass",
                },
                task with
                {
                    Name = "export",
                }
            );
            var server = (plant.Cpu - before) / (measured.Count * (WarmUps + rounds));
            yield return new(Name, $"server{Label(flush)}: CPU of one walk", server, "s");
            foreach (var (ours, name) in new[] { (measured[1], "pass"), (measured[2], "export") })
            foreach (var figure in Compare(measured[0], ours, name + Label(flush), withDetails: !flush))
                yield return figure;
        }
    }

    private static string Label(bool flush) => flush ? ", flushed" : "";

    private static IEnumerable<Figure> Compare(
        IReadOnlyList<Measured> floor,
        IReadOnlyList<Measured> ours,
        string name,
        bool withDetails
    )
    {
        yield return Over(floor, ours, $"{name}: CPU over floor", m => m.Cpu, target: 2);
        yield return Over(floor, ours, $"{name}: wall over floor", m => m.Wall, target: 1.5);
        if (!withDetails)
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
