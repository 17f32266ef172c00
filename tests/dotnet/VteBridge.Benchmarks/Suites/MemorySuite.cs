using System.Globalization;
using VteBridge.Benchmarks.Harness;

namespace VteBridge.Benchmarks.Suites;

/// <summary>The largest working set of `export`, as a program of its own: it may not grow with the history, nor with one huge run.</summary>
internal static class MemorySuite
{
    private const int Steps = 5;

    public static IEnumerable<Figure> Run(BenchOptions options)
    {
        int[] sizes =
            options.Long ? [1_000, 100_000, 1_000_000]
            : options.Quick ? [1_000, 10_000]
            : [1_000, 100_000];
        double first = 0;
        foreach (var runs in sizes)
        {
            var peak = Peak(options, runs, Steps);
            first = first == 0 ? peak : first;
            var name = string.Create(CultureInfo.InvariantCulture, $"peak of export, {runs:N0} runs");
            yield return new("memory", name, peak, "MiB");
            if (runs != sizes[0])
                yield return new("memory", name + ", over that of 1,000", peak / first, "×", 1.1);
        }
        yield return new("memory", "peak of export, 20 runs of 10,000 steps", Peak(options, 20, 10_000), "MiB");
    }

    private static double Peak(BenchOptions options, int runs, int steps)
    {
        using var plant = Plant.Vte(runs, steps);
        var file = Path.Combine(options.Folder, "export.ndjson");
        Directory.CreateDirectory(options.Folder);
        var measured = Processes.Program(Settings.For(plant, options.Folder), "export", "--out", file);
        File.Delete(file);
        return measured.PeakBytes / 1048576.0;
    }
}
