namespace VteBridge.Simulator.Vte.Plant;

internal static partial class OddRuns
{
    /// <summary>
    /// 50 runs whose times a <c>datetime</c> cannot tell apart; a <c>datetime2(7)</c> tells ten groups of five.
    /// SQL Server sorts their ids otherwise than text or .NET does.
    /// </summary>
    internal static readonly IReadOnlyList<Guid> SameMillisecond = Scattered(50);

    /// <summary>Runs of one unit with one testplan at one time: serial, part number, process and start are the same.</summary>
    internal static readonly IReadOnlyList<Guid> SameStart = Ids(9, 1, 3);

    private static IEnumerable<OddRun> SameTimes(OddRunBench bench)
    {
        var moment = bench.Until.AddDays(-8).AddMilliseconds(123);
        var unit = bench.Passed(SameStart[0]).Unit!;
        return
        [
            .. SameMillisecond.Select((id, i) => bench.Passed(id).At(moment.AddTicks(i / 5))),
            .. SameStart.Select(
                (id, i) =>
                    (i == 1 ? bench.Failed(id) : bench.Passed(id)).OfUnit(unit).At(moment.AddHours(1)) with
                    {
                        Unit = i == 0 ? unit : null,
                    }
            ),
        ];
    }

    private static IReadOnlyList<Guid> Scattered(int count)
    {
        var random = PlantRandom.For(0, "same millisecond");
        return [.. Enumerable.Range(0, count).Select(_ => random.NextGuid())];
    }
}
