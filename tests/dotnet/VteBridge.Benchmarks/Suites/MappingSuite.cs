using VteBridge.Benchmarks.Children;
using VteBridge.Benchmarks.Harness;

namespace VteBridge.Benchmarks.Suites;

/// <summary>
/// Thinking alone: runs in memory to bytes in memory, on one thread. As many runs as a page has, because in a cycle they
/// come fresh from the reader. The fastest of many short rounds counts: whoever else uses the core only ever makes a round
/// slower, by up to four times within one process.
/// </summary>
internal static class MappingSuite
{
    private const int Page = 200;

    public static IEnumerable<Figure> Run(BenchOptions options)
    {
        using var plant = Plant.Vte(runs: Page, steps: 40);
        var task = new ChildTask("mapping", plant.Connection, Path.Combine(options.Folder, "mapping"), Runs: Page);
        var measured = Processes.Alternate(warmUps: 40, rounds: options.Quick ? 40 : 200, task)[0];
        yield return new(
            "mapping",
            "steps per second of one core",
            measured.Max(m => m.Steps / m.Cpu),
            "steps/s",
            500_000,
            AtMost: false,
            $"{measured[0].Bytes / measured[0].Runs:N0} bytes a report; median {measured.Select(m => m.Steps / m.Cpu).Median():N0}"
        );
        yield return new(
            "mapping",
            "allocated per step",
            measured.Select(m => (double)m.AllocatedBytes / m.Steps).Median(),
            "bytes",
            1_500
        );
    }
}
