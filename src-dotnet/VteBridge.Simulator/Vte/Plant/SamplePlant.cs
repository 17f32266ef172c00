namespace VteBridge.Simulator.Vte.Plant;

/// <summary>A plant's database, made up from a seed: the same rows in the same order on every machine and every day.</summary>
internal static class SamplePlant
{
    /// <summary>How every password of the plant begins: text that must appear in no output of VteBridge.</summary>
    internal const string CanaryPrefix = "CANARY-";

    /// <summary>
    /// Every row of the plant, master data first. The rows are made while they are read, and a second reading
    /// makes equal ones. Table names are without the schema; identity columns are left to the database.
    /// </summary>
    /// <exception cref="ArgumentException">There is no such schema.</exception>
    internal static IEnumerable<PlantRow> Rows(PlantOptions options) =>
        SchemaVariant.For(options.Schema).Translate(Untranslated(options));

    /// <summary>
    /// The rows of one more ordinary run, of a unit of its own, to be inserted into a plant of the same seed and schema.
    /// </summary>
    /// <param name="sequence">Tells the live runs apart: another number is another run and another unit.</param>
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
