namespace VteBridge.Simulator.Vte.Sql;

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
