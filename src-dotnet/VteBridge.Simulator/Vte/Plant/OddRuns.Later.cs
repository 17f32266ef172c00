namespace VteBridge.Simulator.Vte.Plant;

internal static partial class OddRuns
{
    /// <summary>Ordinary runs until <see cref="LaterChanges"/> edits or repairs them; two hours and 25 days before the end.</summary>
    internal static readonly Guid EditedRun = Id(13, 1);
    internal static readonly Guid LongAgoEditedRun = Id(13, 2);

    /// <summary>A failed run, three hours before the end, that is repaired after its delivery.</summary>
    internal static readonly Guid LaterRepairedRun = Id(13, 3);

    /// <summary>20 minutes before the end, so that <see cref="LaterChanges.LateRun"/> is older than a run that was there before it.</summary>
    internal static readonly Guid NewestRun = Id(13, 4);

    private static IEnumerable<OddRun> Later(OddRunBench bench) =>
        [
            bench.Passed(EditedRun).At(bench.Until.AddHours(-2)),
            bench.Passed(LongAgoEditedRun).At(bench.Until.AddDays(-25)),
            bench.Failed(LaterRepairedRun).At(bench.Until.AddHours(-3)),
            bench.Passed(NewestRun).At(bench.Until.AddMinutes(-20)),
        ];
}
