namespace VteBridge.Simulator.Vte.Plant;

/// <summary>
/// The SplitMix64 generator. System.Random may change its sequence for a seed with the .NET version. Only additions and multiplications are
/// used, because sines and logarithms differ in the last bit between platforms.
/// </summary>
internal sealed class PlantRandom(ulong state)
{
    private ulong _state = state;

    /// <summary>
    /// A separate generator for each thing of each kind, so that one more random number somewhere does not change everything after it.
    /// </summary>
    internal static PlantRandom For(int seed, string kind, long index = 0)
    {
        var hash = 14695981039346656037UL;
        foreach (var letter in kind)
            hash = (hash ^ letter) * 1099511628211UL;
        var random = new PlantRandom(hash ^ (uint)seed);
        random._state = random.Next() ^ (ulong)index;
        random.Next();
        return random;
    }

    /// <summary>A number from 0 up to but not including <paramref name="bound"/>.</summary>
    internal int Below(int bound) => (int)(Next() % (ulong)bound);

    internal int Between(int first, int last) => first + Below(last - first + 1);

    /// <summary>A number from 0 up to but not including 1.</summary>
    internal double Fraction() => (Next() >> 11) * (1.0 / (1UL << 53));

    internal bool Chance(double share) => Fraction() < share;

    internal T Pick<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    /// <summary>An approximately normal number with standard deviation 1, never beyond ±6.</summary>
    internal double Bell()
    {
        var sum = -6.0;
        for (var i = 0; i < 12; i++)
            sum += Fraction();
        return sum;
    }

    internal TimeSpan Minutes(int least, int most) =>
        TimeSpan.FromTicks((long)((least + (most - least) * Fraction()) * TimeSpan.TicksPerMinute));

    /// <summary>A GUID of version 4.</summary>
    internal Guid NextGuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        BitConverter.TryWriteBytes(bytes, Next());
        BitConverter.TryWriteBytes(bytes[8..], Next());
        bytes[7] = (byte)((bytes[7] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes);
    }

    internal ulong Next()
    {
        _state += 0x9E3779B97F4A7C15UL;
        var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9UL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
        return mixed ^ (mixed >> 31);
    }
}

/// <summary>Rounds a time to the resolution of a SQL Server type, as the server does.</summary>
internal static class SqlTime
{
    /// <summary><c>datetime</c> counts in units of 1/300 s, which are shown as .000, .003 and .007.</summary>
    internal static DateTime ToDateTime(DateTime time)
    {
        var counts = (time.TimeOfDay.Ticks * 300 + TimeSpan.TicksPerSecond / 2) / TimeSpan.TicksPerSecond;
        return time.Date.AddMilliseconds((counts * 20 + 3) / 6);
    }

    /// <summary>Rounds to <c>datetime2(3)</c>.</summary>
    internal static DateTime ToMilliseconds(DateTime time) => Round(time, TimeSpan.TicksPerMillisecond);

    /// <summary>Rounds to <c>smalldatetime</c>.</summary>
    internal static DateTime ToMinutes(DateTime time) => Round(time, TimeSpan.TicksPerMinute);

    private static DateTime Round(DateTime time, long unit) => new((time.Ticks + unit / 2) / unit * unit);
}

/// <summary>
/// The working hours of the plant: two shifts on weekdays, one on Saturdays. It never works at night, so no time falls in a DST change.
/// </summary>
internal static class ShiftCalendar
{
    /// <summary>
    /// <paramref name="count"/> times in ascending order, spread over the shifts of the last <paramref name="days"/> days before
    /// <paramref name="until"/>.
    /// </summary>
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
