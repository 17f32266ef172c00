namespace VteBridge.Simulator.Vte.Plant;

/// <summary>
/// The database of a plant, generated from a seed: the same rows in the same order on every machine, independent of the date.
/// </summary>
internal static class SamplePlant
{
    /// <summary>Every password of the plant begins with this text, which must never appear in VteBridge's output.</summary>
    internal const string CanaryPrefix = "CANARY-";

    /// <summary>
    /// Every row of the plant, master data first. The rows are generated while they are enumerated, and each enumeration gives equal rows.
    /// Table names are without the schema; the database fills identity columns.
    /// </summary>
    /// <exception cref="ArgumentException">There is no such schema.</exception>
    internal static IEnumerable<PlantRow> Rows(PlantOptions options) =>
        SchemaVariant.For(options.Schema).Translate(Untranslated(options));

    /// <summary>The rows of one more ordinary run with its own unit, to insert into a plant of the same seed and schema.</summary>
    /// <param name="sequence">Each number gives another run and another unit.</param>
    /// <param name="timestamp">The local time of the server.</param>
    internal static IReadOnlyList<PlantRow> LiveRun(long sequence, DateTime timestamp, int seed, string schema = "9.31")
    {
        var master = MasterData.For(seed);
        var random = PlantRandom.For(seed, "live run", sequence);
        var at = DateTime.SpecifyKind(timestamp, DateTimeKind.Unspecified);
        var visit = Visit.OfNewUnit(master, random, at, $"L{sequence:D7}", sequence / 40 + 1);
        var rows = UnitRows.Of(visit, random, at).ToList();
        rows.AddRange(OrdinaryRun.Of(master, visit, at, 1, visit.Testplan.Steps, random).Rows());
        return [.. SchemaVariant.For(schema).Translate(rows)];
    }

    private static IEnumerable<PlantRow> Untranslated(PlantOptions options)
    {
        var master = MasterData.For(options.Seed);
        foreach (var row in MasterRows.Of(master, options.End))
            yield return row;
        var odd = options.OddRuns ? OddRuns.All(master, options.End) : [];
        foreach (var row in odd.SelectMany(run => run.Rows()))
            yield return row;
        foreach (var row in new OrdinaryRuns(master, options, Math.Max(0, options.Runs - odd.Count)).Rows())
            yield return row;
    }
}

/// <summary>The options of a sample plant. Equal options give equal rows on every machine, independent of the date.</summary>
internal sealed record PlantOptions
{
    /// <summary>The default end of the plant. It is fixed, so that the rows do not depend on the clock.</summary>
    internal static readonly DateTime DefaultUntil = new(2026, 2, 2, 12, 0, 0);

    /// <summary>
    /// The number of IndexData rows, odd runs included; the rest are ordinary runs. A number smaller than that of the odd runs
    /// (under 200) gives all of these and no ordinary one. Rows that a test adds later
    /// (<see cref="LaterChanges"/>, <see cref="SamplePlant.LiveRun"/>) are not counted.
    /// </summary>
    public int Runs { get; init; } = 1000;

    public int Seed { get; init; } = 7;

    /// <summary>"9.31", "9.2" or "custom": the schema that the rows fit.</summary>
    public string Schema { get; init; } = "9.31";

    /// <summary>Gives every ordinary run exactly this number of numeric steps and no others. For benchmarks.</summary>
    public int? Steps { get; init; }

    /// <summary>The ordinary runs lie in the last <see cref="Days"/> days before the end; the odd ones always in 30.</summary>
    public int Days { get; init; } = 30;

    /// <summary>The end of the plant, as local time of the server; null means <see cref="DefaultUntil"/>.</summary>
    public DateTime? Until { get; init; }

    public bool OddRuns { get; init; } = true;

    internal DateTime End => DateTime.SpecifyKind(Until ?? DefaultUntil, DateTimeKind.Unspecified);
}
