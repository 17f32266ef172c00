using VteBridge.Benchmarks.Children;
using VteBridge.Benchmarks.Harness;

namespace VteBridge.Benchmarks.Suites;

/// <summary>
/// Ours against the obvious program, on a server a millisecond away and on one next door. Both write one file: what it costs
/// to create a thousand files is the disk's to say, the same for both, and was between 0.07 and 0.97 s on one machine within
/// minutes, which is up to half of what is measured. <see cref="FloorSuite"/> creates a file for each report.
/// </summary>
internal static class BaselineSuite
{
    /// <param name="WarmUps">Some ten thousand runs until everything is compiled for good; who waits for latency needs fewer.</param>
    /// <param name="Rounds">Half a second is soon disturbed; five seconds of waiting for latency are not.</param>
    private sealed record Server(int Latency, double Target, int Runs, int WarmUps, int Rounds);

    private static readonly Server[] Quick = [new(1, 10, 400, 5, 1), new(0, 2, 1_000, 16, 7)];
    private static readonly Server[] Full = [new(1, 10, 10_000, 1, 2), new(0, 2, 10_000, 1, 10)];

    public static IEnumerable<Figure> Run(BenchOptions options)
    {
        foreach (var server in options.Quick ? Quick : Full)
        {
            using var plant = Plant.Vte(server.Runs, steps: 40, server.Latency);
            var folder = Path.Combine(options.Folder, $"baseline-{server.Latency}");
            var task = new ChildTask("baseline", plant.Connection, folder);
            var measured = Processes.Alternate(
                server.WarmUps,
                server.Rounds,
                task,
                task with
                {
                    Name = "export",
                    OneFile = true,
                }
            );
            var (baseline, ours) = (measured[0], measured[1]);
            yield return new(
                "baseline",
                $"times faster, {server.Latency} ms latency",
                Statistics.MedianRatio(baseline, ours, m => m.Wall),
                "×",
                server.Target,
                AtMost: false,
                $"{server.Runs:N0} runs: baseline {baseline.Select(m => m.Wall).Median():0.00} s, ours {ours.Select(m => m.Wall).Median():0.00} s"
            );
        }
    }
}
