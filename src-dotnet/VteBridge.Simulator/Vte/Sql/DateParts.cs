namespace VteBridge.Simulator.Vte.Sql;

internal static class DateParts
{
    public static DatePart Parse(string name) =>
        name.ToUpperInvariant() switch
        {
            "YEAR" or "YY" or "YYYY" => DatePart.Year,
            "MONTH" or "MM" or "M" => DatePart.Month,
            "DAY" or "DD" or "D" => DatePart.Day,
            "HOUR" or "HH" => DatePart.Hour,
            "MINUTE" or "MI" or "N" => DatePart.Minute,
            "SECOND" or "SS" or "S" => DatePart.Second,
            "MILLISECOND" or "MS" => DatePart.Millisecond,
            _ => throw new SqlFault(155, $"'{name}' is not a recognized datepart option.", 15),
        };

    /// <summary>How many ticks one of it has; null for months and longer.</summary>
    public static long? Ticks(this DatePart part) =>
        part switch
        {
            DatePart.Day => TimeSpan.TicksPerDay,
            DatePart.Hour => TimeSpan.TicksPerHour,
            DatePart.Minute => TimeSpan.TicksPerMinute,
            DatePart.Second => TimeSpan.TicksPerSecond,
            DatePart.Millisecond => TimeSpan.TicksPerMillisecond,
            _ => null,
        };
}

/// <summary>The parts of a date and the names T-SQL has for them.</summary>
internal enum DatePart
{
    Year,
    Month,
    Day,
    Hour,
    Minute,
    Second,
    Millisecond,
}
