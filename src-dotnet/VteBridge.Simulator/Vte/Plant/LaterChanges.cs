namespace VteBridge.Simulator.Vte.Plant;

/// <summary>
/// Changes to make after a first sync cycle has read the database. They are not among the rows of the plant: a test applies them when it
/// needs them. The rows fit the schema of the options.
/// </summary>
internal static class LaterChanges
{
    /// <summary>A run with a Timestamp one hour before the end of the plant.</summary>
    internal static readonly Guid LateRunId = new("0dd00014-0000-4000-8000-000000000001");

    /// <summary>The repair of <see cref="OddRuns.LaterRepairedRun"/>, ten minutes before the end of the plant.</summary>
    internal static readonly Guid LaterRepairId = new("0dd00014-0000-4000-8000-000000000004");

    internal static IReadOnlyList<PlantRow> LateRun(PlantOptions options) =>
        Rows(options, Run(options, LateRunId, TimeSpan.FromHours(1)).Rows());

    /// <summary>The rows of the repair; none in a schema without repairs.</summary>
    internal static IReadOnlyList<PlantRow> LaterRepair(PlantOptions options)
    {
        var run = OddRuns
            .All(MasterData.For(options.Seed), options.End)
            .Single(odd => odd.Run.Id == OddRuns.LaterRepairedRun)
            .Run;
        return Rows(options, OddRuns.Repair(LaterRepairId, options.End.AddMinutes(-10), run.Id, run.Uut).Rows());
    }

    /// <summary>Corrects the work order of <see cref="OddRuns.EditedRun"/>, a run two hours before the end.</summary>
    internal static PlantEdit Edit(PlantOptions options) =>
        SchemaVariant
            .For(options.Schema)
            .Translate(new PlantEdit("IndexData", "Index_GUID", OddRuns.EditedRun, "Info1", "WO-105000"));

    private static OddRun Run(PlantOptions options, Guid id, TimeSpan beforeEnd) =>
        new OddRunBench(MasterData.For(options.Seed), options.End).Passed(id).At(options.End - beforeEnd);

    private static IReadOnlyList<PlantRow> Rows(PlantOptions options, IEnumerable<PlantRow> rows) =>
        [.. SchemaVariant.For(options.Schema).Translate(rows)];
}
