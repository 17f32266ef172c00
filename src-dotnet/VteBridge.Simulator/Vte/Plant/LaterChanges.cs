namespace VteBridge.Simulator.Vte.Plant;

/// <summary>
/// What happens to the database after a first pass has read it. None of it is among the rows of the plant:
/// a test applies it when it wants to. The rows fit the schema of the options.
/// </summary>
internal static class LaterChanges
{
    /// <summary>Timestamp an hour before the end of the plant.</summary>
    internal static readonly Guid LateRunId = new("0dd00014-0000-4000-8000-000000000001");

    /// <summary>Timestamp 20 days before the end of the plant: beyond any sensible look-back.</summary>
    internal static readonly Guid FarTooLateRunId = new("0dd00014-0000-4000-8000-000000000002");

    /// <summary>Timestamp 15 minutes before the end of the plant; see <see cref="GrowingRunHeader"/>.</summary>
    internal static readonly Guid GrowingRunId = new("0dd00014-0000-4000-8000-000000000003");

    /// <summary>Repair of <see cref="OddRuns.LaterRepairedRun"/>, ten minutes before the end of the plant.</summary>
    internal static readonly Guid LaterRepairId = new("0dd00014-0000-4000-8000-000000000004");

    internal static IReadOnlyList<PlantRow> LateRun(PlantOptions options) =>
        Rows(options, Run(options, LateRunId, TimeSpan.FromHours(1)).Rows());

    internal static IReadOnlyList<PlantRow> FarTooLateRun(PlantOptions options) =>
        Rows(options, Run(options, FarTooLateRunId, TimeSpan.FromDays(20)).Rows());

    /// <summary>The unit and the IndexData row of a run whose steps are still being written.</summary>
    internal static IReadOnlyList<PlantRow> GrowingRunHeader(PlantOptions options)
    {
        var odd = Run(options, GrowingRunId, TimeSpan.FromMinutes(15));
        return Rows(options, [odd.Unit!.Row(), odd.Run.Header()]);
    }

    /// <summary>The six steps of that run.</summary>
    internal static IReadOnlyList<PlantRow> GrowingRunSteps(PlantOptions options) =>
        Rows(options, Run(options, GrowingRunId, TimeSpan.FromMinutes(15)).Run.Rows().Skip(1));

    /// <summary>Nothing in a schema without repairs.</summary>
    internal static IReadOnlyList<PlantRow> LaterRepair(PlantOptions options)
    {
        var run = OddRuns
            .All(MasterData.For(options.Seed), options.End)
            .Single(odd => odd.Run.Id == OddRuns.LaterRepairedRun)
            .Run;
        return Rows(options, OddRuns.Repair(LaterRepairId, options.End.AddMinutes(-10), run.Id, run.Uut).Rows());
    }

    /// <summary>The work order of the run of two hours ago is corrected.</summary>
    internal static PlantEdit Edit(PlantOptions options) => Edit(options, OddRuns.EditedRun);

    /// <summary>The same with a run of 25 days ago.</summary>
    internal static PlantEdit LongAgoEdit(PlantOptions options) => Edit(options, OddRuns.LongAgoEditedRun);

    private static PlantEdit Edit(PlantOptions options, Guid run) =>
        SchemaVariant
            .For(options.Schema)
            .Translate(new PlantEdit("IndexData", "Index_GUID", run, "Info1", "WO-105000"));

    private static OddRun Run(PlantOptions options, Guid id, TimeSpan beforeEnd) =>
        new OddRunBench(MasterData.For(options.Seed), options.End).Passed(id).At(options.End - beforeEnd);

    private static IReadOnlyList<PlantRow> Rows(PlantOptions options, IEnumerable<PlantRow> rows) =>
        [.. SchemaVariant.For(options.Schema).Translate(rows)];
}
