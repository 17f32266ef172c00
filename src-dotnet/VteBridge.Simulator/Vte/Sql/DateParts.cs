namespace VteBridge.Simulator.Vte.Sql;

internal static class DateParts
{
    public static DatePart Parse(string name) =>
        name.ToUpperInvariant() switch
        {
            "YEAR" or "YY" or "YYYY" => DatePart.Year,
            "QUARTER" or "QQ" or "Q" => DatePart.Quarter,
            "MONTH" or "MM" or "M" => DatePart.Month,
            "DAYOFYEAR" or "DY" or "Y" => DatePart.DayOfYear,
            "DAY" or "DD" or "D" => DatePart.Day,
            "WEEK" or "WK" or "WW" => DatePart.Week,
            "WEEKDAY" or "DW" or "W" => DatePart.Weekday,
            "HOUR" or "HH" => DatePart.Hour,
            "MINUTE" or "MI" or "N" => DatePart.Minute,
            "SECOND" or "SS" or "S" => DatePart.Second,
            "MILLISECOND" or "MS" => DatePart.Millisecond,
            "MICROSECOND" or "MCS" => DatePart.Microsecond,
            "NANOSECOND" or "NS" => DatePart.Nanosecond,
            "TZOFFSET" or "TZ" => DatePart.OffsetMinutes,
            _ => throw new SqlFault(155, $"'{name}' is not a recognized datepart option.", 15),
        };

    /// <summary>How many ticks one of it has; null for months and longer.</summary>
    public static long? Ticks(this DatePart part) =>
        part switch
        {
            DatePart.Week => 7 * TimeSpan.TicksPerDay,
            DatePart.Day or DatePart.DayOfYear or DatePart.Weekday => TimeSpan.TicksPerDay,
            DatePart.Hour => TimeSpan.TicksPerHour,
            DatePart.Minute => TimeSpan.TicksPerMinute,
            DatePart.Second => TimeSpan.TicksPerSecond,
            DatePart.Millisecond => TimeSpan.TicksPerMillisecond,
            DatePart.Microsecond => 10,
            _ => null,
        };
}

/// <summary>The parts of a date and the names T-SQL has for them.</summary>
internal enum DatePart
{
    Year,
    Quarter,
    Month,
    DayOfYear,
    Day,
    Week,
    Weekday,
    Hour,
    Minute,
    Second,
    Millisecond,
    Microsecond,
    Nanosecond,
    OffsetMinutes,
}
