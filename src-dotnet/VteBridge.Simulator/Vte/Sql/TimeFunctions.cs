using VteBridge.Simulator.Vte.Storage;

namespace VteBridge.Simulator.Vte.Sql;

/// <summary>DATEADD, DATEDIFF and DATEPART.</summary>
internal static class TimeFunctions
{
    /// <param name="a">Part, number, moment, its packed type.</param>
    public static StoredValue Add(StoredValue[] a)
    {
        if (a[1].IsNull || a[2].IsNull)
            return StoredValue.Null;
        var type = SqlType.Unpack(a[3].Integer);
        var (ticks, offset) = TimeConversion.Split(a[2], type);
        var part = (DatePart)a[0].Integer;
        try
        {
            var sum = part switch
            {
                DatePart.Year => new DateTime(ticks).AddYears((int)a[1].Integer).Ticks,
                DatePart.Quarter => new DateTime(ticks).AddMonths((int)a[1].Integer * 3).Ticks,
                DatePart.Month => new DateTime(ticks).AddMonths((int)a[1].Integer).Ticks,
                DatePart.Nanosecond => ticks + a[1].Integer / 100,
                _ => new DateTime(ticks).AddTicks(checked(part.Ticks()!.Value * a[1].Integer)).Ticks,
            };
            return TimeConversion.FromTicks(sum, offset, type, type);
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or OverflowException)
        {
            throw new SqlFault(517, $"Adding a value to a '{type.Name()}' column caused an overflow.");
        }
    }

    /// <summary>Counts the boundaries crossed, as DATEDIFF does.</summary>
    /// <param name="a">Part, start, its packed type, end, its packed type.</param>
    public static StoredValue Difference(StoredValue[] a)
    {
        if (a[1].IsNull || a[3].IsNull)
            return StoredValue.Null;
        var part = (DatePart)a[0].Integer;
        var (start, end) = (UtcTicks(a[1], a[2]), UtcTicks(a[3], a[4]));
        var difference =
            part == DatePart.Nanosecond
                ? Math.Clamp(end - start, -int.MaxValue, int.MaxValue) * 100
                : Count(part, end) - Count(part, start);
        return difference is >= int.MinValue and <= int.MaxValue
            ? StoredValue.Of(difference)
            : throw new SqlFault(
                535,
                "The datediff function resulted in an overflow. The number of dateparts separating two date/time instances is too large. Try to use datediff with a less precise datepart."
            );
    }

    /// <param name="a">Part, moment, its packed type.</param>
    public static StoredValue Part(StoredValue[] a)
    {
        if (a[1].IsNull)
            return StoredValue.Null;
        var (ticks, offset) = TimeConversion.Split(a[1], SqlType.Unpack(a[2].Integer));
        var time = new DateTime(ticks);
        var fraction = ticks % TimeSpan.TicksPerSecond;
        return StoredValue.Of(
            (DatePart)a[0].Integer switch
            {
                DatePart.Year => time.Year,
                DatePart.Quarter => (time.Month + 2) / 3,
                DatePart.Month => time.Month,
                DatePart.DayOfYear => time.DayOfYear,
                DatePart.Day => time.Day,
                DatePart.Week => (time.DayOfYear + (int)new DateTime(time.Year, 1, 1).DayOfWeek - 1) / 7 + 1,
                DatePart.Weekday => (int)time.DayOfWeek + 1,
                DatePart.Hour => time.Hour,
                DatePart.Minute => time.Minute,
                DatePart.Second => time.Second,
                // The 1/300 s of a datetime show as .000, .003, .007.
                DatePart.Millisecond => (fraction + (SqlType.Unpack(a[2].Integer).Kind == SqlKind.DateTime ? 5_000 : 0))
                    / TimeSpan.TicksPerMillisecond,
                DatePart.Microsecond => fraction / 10,
                DatePart.Nanosecond => fraction * 100,
                _ => (long)offset,
            }
        );
    }

    private static long UtcTicks(StoredValue value, StoredValue type)
    {
        var (ticks, offset) = TimeConversion.Split(value, SqlType.Unpack(type.Integer));
        return ticks - offset * TimeSpan.TicksPerMinute;
    }

    private static long Count(DatePart part, long ticks)
    {
        var time = new DateTime(ticks);
        return part switch
        {
            DatePart.Year => time.Year,
            DatePart.Quarter => time.Year * 4 + (time.Month - 1) / 3,
            DatePart.Month => time.Year * 12 + time.Month,
            // Weeks begin on Sunday; 0001-01-01 was a Monday.
            DatePart.Week => (ticks + TimeSpan.TicksPerDay) / (7 * TimeSpan.TicksPerDay),
            _ => ticks / part.Ticks()!.Value,
        };
    }
}
