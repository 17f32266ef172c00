namespace VteBridge.Simulator.Vte.Plant;

/// <summary>When the plant works: two shifts on weekdays, one on Saturdays; never at night, so never in a changed hour.</summary>
internal static class ShiftCalendar
{
    /// <summary><paramref name="count"/> times in ascending order, spread over the shifts of so many days before <paramref name="until"/>.</summary>
    internal static IEnumerable<DateTime> Spread(int count, int days, DateTime until, int seed)
    {
        var shifts = Shifts(days, until).ToList();
        var total = shifts.Sum(shift => (shift.End - shift.Start).Ticks);
        var random = PlantRandom.For(seed, "calendar");
        var (current, passed) = (0, 0L);
        for (var i = 0; i < count; i++)
        {
            var offset = (long)((i + random.Fraction()) / count * total);
            while (offset - passed >= Length(current) && current < shifts.Count - 1)
                passed += Length(current++);
            yield return shifts[current].Start.AddTicks(offset - passed);
        }

        long Length(int index) => (shifts[index].End - shifts[index].Start).Ticks;
    }

    private static IEnumerable<(DateTime Start, DateTime End)> Shifts(int days, DateTime until)
    {
        var first = until.AddDays(-days);
        for (var day = first.Date; day <= until; day = day.AddDays(1))
        {
            var closes = day.DayOfWeek switch
            {
                DayOfWeek.Sunday => 6,
                DayOfWeek.Saturday => 14,
                _ => 22,
            };
            var start = Latest(day.AddHours(6), first);
            var end = Earliest(day.AddHours(closes), until);
            if (start < end)
                yield return (start, end);
        }
    }

    private static DateTime Latest(DateTime one, DateTime other) => one > other ? one : other;

    private static DateTime Earliest(DateTime one, DateTime other) => one < other ? one : other;
}
