namespace VteBridge.Simulator.Vte.Plant;

internal static partial class OddRuns
{
    /// <summary>02:30 in the night in which the clocks go forward: a time that never was in Europe.</summary>
    internal static readonly Guid SkippedHour = Id(8, 1);

    /// <summary>02:30 in the night in which the clocks go back, once in each of the two hours that are called 2.</summary>
    internal static readonly IReadOnlyList<Guid> RepeatedHour = Ids(8, 2, 2);

    /// <summary>In the year 2099.</summary>
    internal static readonly Guid Future = Id(8, 4);

    /// <summary>At .000, .003, .007 and .010 of one second; a <c>datetime2(7)</c> holds .0000000, .0033333, .0066666 and .0099999.</summary>
    internal static readonly IReadOnlyList<Guid> AdjacentStamps = Ids(8, 5, 4);

    private static IEnumerable<OddRun> Times(OddRunBench bench) =>
        [
            bench.Passed(SkippedHour).At(LastChange(3, bench.Until)),
            .. RepeatedHour.Select(id => bench.Passed(id).At(LastChange(10, bench.Until))),
            bench.Passed(Future).At(new DateTime(2099, 1, 1, 12, 0, 0)),
            .. AdjacentStamps.Select(
                // A third of a hundredth of a second, which is what a datetime counts in.
                (id, i) => bench.Passed(id).At(bench.Until.AddDays(-9).AddTicks(33_333 * i))
            ),
        ];

    /// <summary>02:30 of the last Sunday of <paramref name="month"/> that lies before <paramref name="until"/>.</summary>
    private static DateTime LastChange(int month, DateTime until)
    {
        var change = In(until.Year);
        return change < until ? change : In(until.Year - 1);

        DateTime In(int year)
        {
            var last = new DateTime(year, month, 31, 2, 30, 0);
            return last.AddDays(-(int)last.DayOfWeek);
        }
    }

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
