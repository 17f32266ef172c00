using System.Globalization;
using VteBridge.Benchmarks.Harness;

namespace VteBridge.Benchmarks.Suites;

/// <summary>
/// The largest working set of `export` and of `backfill`, each as a program of its own: it may not grow with the history.
/// The plant has the odd runs, one of 10,000 steps among them, whatever its size. What the collector leaves of that one is
/// chance, by a tenth of the peak at the smallest size, which all others are compared with: it is the median of three there.
/// </summary>
internal static class MemorySuite
{
    private const int Steps = 5;

    /// <summary>A long history is long, not dense.</summary>
    private const int RunsPerDay = 1_000;

    public static IEnumerable<Figure> Run(BenchOptions options)
    {
        int[] sizes =
            options.Long ? [1_000, 100_000, 1_000_000]
            : options.Quick ? [1_000, 5_000]
            : [1_000, 100_000];
        var first = new Dictionary<string, double>();
        foreach (var runs in sizes)
        {
            using var plant = Plant.OddVte(runs, Steps, runs / RunsPerDay);
            foreach (var verb in new[] { "export", "backfill" })
            {
                var times = runs == sizes[0] ? 3 : 1;
                var peak = Enumerable.Range(0, times).Select(_ => Peak(options, plant, verb)).Median();
                var name = string.Create(CultureInfo.InvariantCulture, $"peak of {verb}, {runs:N0} runs");
                yield return new("memory", name, peak, "MiB");
                if (!first.TryAdd(verb, peak))
                    yield return new("memory", name + ", over that of 1,000", peak / first[verb], "×", 1.15);
            }
        }
    }

    private static double Peak(BenchOptions options, Plant plant, string verb)
    {
        var folder = Path.Combine(options.Folder, "memory");
        Directory.CreateDirectory(folder);
        var target = Path.Combine(folder, "export.ndjson");
        string[] flags =
            verb == "export" ? ["--out", target] : ["--from", "1990-01-01", "--to", "2100-01-01", "--max-load", "100"];
        var measured = Processes.Program(Settings.For(plant, folder), [verb, .. flags]);
        Directory.Delete(folder, recursive: true);
        return measured.PeakBytes / 1048576.0;
    }
}
