using System.Text.Json;
using VteBridge.Benchmarks.Suites;

namespace VteBridge.Benchmarks.Harness;

/// <summary>Runs the suites one after the other and says which targets are met. Exit code 1 when one is missed, 2 on wrong usage.</summary>
internal static class Bench
{
    /// <summary>The floor, which is mostly files, comes last: ext4 feels for minutes what was deleted before (docs/performance.md).</summary>
    private static readonly (string Name, Func<BenchOptions, IEnumerable<Figure>> Run)[] Suites =
    [
        ("baseline", BaselineSuite.Run),
        ("mapping", MappingSuite.Run),
        ("memory", MemorySuite.Run),
        ("start", StartSuite.Run),
        ("state", StateSuite.Run),
        ("gentle", GentleSuite.Run),
        ("upload", UploadSuite.Run),
        ("floor", FloorSuite.Run),
    ];

    public static int Run(string[] args)
    {
        if (BenchOptions.Parse(args) is not { } options)
        {
            Console.Error.WriteLine(BenchOptions.Usage);
            return ExitCode.Usage;
        }
        Figure.Tolerance = options.Tolerance;
        var figures = new List<Figure>();
        try
        {
            foreach (var (name, run) in Suites)
                if (options.Only is null || name.Contains(options.Only, StringComparison.OrdinalIgnoreCase))
                    foreach (var figure in run(options))
                        figures.Add(Told(figure));
        }
        finally
        {
            if (Directory.Exists(options.Folder))
                Directory.Delete(options.Folder, recursive: true);
        }
        Results.Print(figures);
        if (options.Json is { } file)
            File.WriteAllText(file, JsonSerializer.Serialize(Results.Of(figures), Indented));
        return figures.Any(f => f.IsMissed) ? 1 : 0;
    }

    private static Figure Told(Figure figure)
    {
        Console.Error.WriteLine(
            $"{figure.Suite}: {figure.Name} {figure.ValueText} {figure.Unit} {figure.TargetText} {figure.Verdict}"
        );
        return figure;
    }

    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };
}
