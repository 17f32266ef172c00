namespace VteBridge.Simulator.Vte.Plant;

internal static partial class OddRuns
{
    /// <summary>02:30 in the night when the clocks go forward: a local time that does not exist in Europe.</summary>
    internal static readonly Guid SkippedHour = Id(8, 1);

    /// <summary>Two runs at 02:30 in the night when the clocks go back: local times that occur twice.</summary>
    internal static readonly IReadOnlyList<Guid> RepeatedHour = Ids(8, 2, 2);

    /// <summary>A run in the year 2099.</summary>
    internal static readonly Guid Future = Id(8, 4);

    /// <summary>
    /// Four runs 1/300 s apart: a datetime shows .000, .003, .007 and .010; a <c>datetime2(7)</c> holds .0000000, .0033333, .0066666 and
    /// .0099999.
    /// </summary>
    internal static readonly IReadOnlyList<Guid> AdjacentStamps = Ids(8, 5, 4);

    private static IEnumerable<OddRun> Times(OddRunBench bench) =>
        [
            bench.Passed(SkippedHour).At(LastChange(3, bench.Until)),
            .. RepeatedHour.Select(id => bench.Passed(id).At(LastChange(10, bench.Until))),
            bench.Passed(Future).At(new DateTime(2099, 1, 1, 12, 0, 0)),
            .. AdjacentStamps.Select(
                // 33,333 ticks are 1/300 s, the resolution of datetime.
                (id, i) => bench.Passed(id).At(bench.Until.AddDays(-9).AddTicks(33_333 * i))
            ),
        ];

    /// <summary>02:30 on the last Sunday of <paramref name="month"/> before <paramref name="until"/>.</summary>
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
    /// 50 runs with the same time in a <c>datetime</c>, and in ten groups of five with the same time in a <c>datetime2(7)</c>. SQL Server
    /// sorts their ids differently from text and from .NET.
    /// </summary>
    internal static readonly IReadOnlyList<Guid> SameMillisecond = Scattered(50);

    /// <summary>Runs of one unit with one testplan at one time: serial, part number, process and start are equal.</summary>
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
