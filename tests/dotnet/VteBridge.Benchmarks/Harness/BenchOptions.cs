namespace VteBridge.Benchmarks.Harness;

/// <param name="Only">Suites whose names contain this; null for all.</param>
/// <param name="Folder">Where measured processes write.</param>
internal sealed record BenchOptions(
    bool Quick,
    bool Long,
    string? Only,
    string? Json,
    string Folder,
    double Tolerance = 0.2
)
{
    public const string Usage =
        "Usage: bench [--quick | --long] [--only SUITE] [--json FILE] [--folder DIR] [--tolerance PERCENT]\n"
        + "  --quick    smaller plants and fewer rounds, some two minutes\n"
        + "  --long     also the million runs\n"
        + "  --only     floor, baseline, gentle, mapping, memory, start, state or upload\n"
        + "  --json     the figures as JSON\n"
        + "  --folder   where reports are written while measuring (default: the system's temporary folder)\n"
        + "  --tolerance  by how much a target may be missed before the exit code is 1 (default: 20)\n"
        + "  parts …    the parts alone, by BenchmarkDotNet; '--list flat' shows them";

    /// <summary>Null when the arguments are not understood.</summary>
    public static BenchOptions? Parse(string[] args)
    {
        var options = new BenchOptions(false, false, null, null, Path.GetTempPath());
        for (var i = 0; i < args.Length; i++)
        {
            var value = i + 1 < args.Length ? args[i + 1] : null;
            options = (args[i], value) switch
            {
                ("--quick", _) => options with { Quick = true },
                ("--long", _) => options with { Long = true },
                ("--only", { } only) => options with { Only = only },
                ("--json", { } json) => options with { Json = json },
                ("--folder", { } folder) => options with { Folder = folder },
                ("--tolerance", { } percent) when int.TryParse(percent, out var share) && share >= 0 => options with
                {
                    Tolerance = share / 100.0,
                },
                _ => null,
            };
            if (options is null)
                return null;
            if (args[i] is not ("--quick" or "--long"))
                i++;
        }
        return options with
        {
            Folder = Path.Combine(Path.GetFullPath(options.Folder), $"vtebridge-bench-{Environment.ProcessId}"),
        };
    }
}
