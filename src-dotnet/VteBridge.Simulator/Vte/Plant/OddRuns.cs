namespace VteBridge.Simulator.Vte.Plant;

/// <summary>
/// The runs that a real plant has and a tidy one has not, each under an id that never changes, whatever the seed.
/// Ids begin with 0dd and the number of the theme; what is odd about one is said by its name.
/// </summary>
internal static partial class OddRuns
{
    /// <summary>All of them, in no order of time.</summary>
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
}
