using VteBridge.Simulator.Vte.Storage;

namespace VteBridge.Simulator.Vte.Sql;

/// <summary>DATEADD and DATEDIFF.</summary>
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
                DatePart.Month => new DateTime(ticks).AddMonths((int)a[1].Integer).Ticks,
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
        var difference = Count(part, end) - Count(part, start);
        return difference is >= int.MinValue and <= int.MaxValue
            ? StoredValue.Of(difference)
            : throw new SqlFault(
                535,
                "The datediff function resulted in an overflow. The number of dateparts separating two date/time instances is too large. Try to use datediff with a less precise datepart."
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
            DatePart.Month => time.Year * 12 + time.Month,
            _ => ticks / part.Ticks()!.Value,
        };
    }
}
