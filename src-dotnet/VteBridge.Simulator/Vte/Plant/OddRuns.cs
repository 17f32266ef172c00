namespace VteBridge.Simulator.Vte.Plant;

/// <summary>
/// The odd runs: runs with unusual data, as real plants have them. Their ids do not depend on the seed: they begin with 0dd and the number
/// of the theme. The name of an id says what is unusual about its run.
/// </summary>
internal static partial class OddRuns
{
    /// <summary>All odd runs, not sorted by time.</summary>
    internal static IReadOnlyList<OddRun> All(MasterData master, DateTime until)
    {
        var bench = new OddRunBench(master, until);
        return
        [
            .. Serials(bench),
            .. Texts(bench),
            .. Numbers(bench),
            .. Limits(bench),
            .. Verdicts(bench),
            .. Steps(bench),
            .. References(bench),
            .. Times(bench),
            .. SameTimes(bench),
            .. Units(bench),
            .. Others(bench),
            .. Repairs(bench),
            .. Later(bench),
        ];
    }

    private static Guid Id(int theme, int number) => new($"0dd{theme:d5}-0000-4000-8000-{number:d12}");

    private static IReadOnlyList<Guid> Ids(int theme, int first, int count) =>
        [.. Enumerable.Range(first, count).Select(number => Id(theme, number))];

    private static PlantStep Number(
        string name,
        double? value,
        double? low = null,
        double? high = null,
        int? resultType = 1
    ) =>
        new(StepKind.Numeric, null, name, value)
        {
            Units = "V",
            Low = low,
            High = high,
            ResultType = resultType,
        };

    private static PlantStep Text(string? name, string? value) => new(StepKind.Text, null, name, value);

    private static PlantStep Other(string name, byte[]? value) => new(StepKind.Other, null, name, value);

    /// <summary>Ordinary runs that a test edits later (<see cref="LaterChanges"/>), two hours and 25 days before the end.</summary>
    internal static readonly Guid EditedRun = Id(13, 1);
    internal static readonly Guid LongAgoEditedRun = Id(13, 2);

    /// <summary>A failed run three hours before the end; a test repairs it after its delivery.</summary>
    internal static readonly Guid LaterRepairedRun = Id(13, 3);

    /// <summary>
    /// A run 20 minutes before the end, so that a run inserted later (<see cref="LaterChanges.LateRun"/>) is older than one already there.
    /// </summary>
    internal static readonly Guid NewestRun = Id(13, 4);

    private static IEnumerable<OddRun> Later(OddRunBench bench) =>
        [
            bench.Passed(EditedRun).At(bench.Until.AddHours(-2)),
            bench.Passed(LongAgoEditedRun).At(bench.Until.AddDays(-25)),
            bench.Failed(LaterRepairedRun).At(bench.Until.AddHours(-3)),
            bench.Passed(NewestRun).At(bench.Until.AddMinutes(-20)),
        ];
}
