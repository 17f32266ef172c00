using VteBridge.Benchmarks.Children;
using VteBridge.Benchmarks.Harness;

namespace VteBridge.Benchmarks.Suites;

/// <summary>Ours against the obvious program, on a server next door and on one a millisecond away.</summary>
internal static class BaselineSuite
{
    public static IEnumerable<Figure> Run(BenchOptions options)
    {
        var (runs, rounds) = options.Quick ? (1_000, 1) : (10_000, 2);
        foreach (var (latency, target) in new[] { (1, 10.0), (0, 3.0) })
        {
            using var plant = Plant.Vte(runs, steps: 40, latency);
            var task = new ChildTask("baseline", plant.Connection, Path.Combine(options.Folder, $"baseline-{latency}"));
            // Some ten thousand runs until everything is compiled for good, of either; who waits for latency needs no more than half of it.
            var warmUps = options.Quick ? (latency == 0 ? 16 : 5) : 1;
            // A second of files and statements is soon disturbed; twelve seconds of waiting for latency are not.
            var times = latency == 0 ? 5 * rounds : rounds;
            var measured = Processes.Alternate(warmUps, times, task, task with { Name = "export" });
            var (baseline, ours) = (measured[0], measured[1]);
            yield return new(
                "baseline",
                $"times faster, {latency} ms latency",
                Statistics.MedianRatio(baseline, ours, m => m.Wall),
                "×",
                target,
                AtMost: false,
                $"{runs:N0} runs: baseline {baseline.Select(m => m.Wall).Median():0.00} s, ours {ours.Select(m => m.Wall).Median():0.00} s"
            );
        }
    }
}
