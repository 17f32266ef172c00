namespace VteBridge.Simulator.Vte.Plant;

/// <summary>What is left of a time in the types of SQL Server, rounded as the server rounds.</summary>
internal static class SqlTime
{
    /// <summary><c>datetime</c> counts in 1/300 s, which reads as .000, .003 and .007.</summary>
    internal static DateTime ToDateTime(DateTime time)
    {
        var counts = (time.TimeOfDay.Ticks * 300 + TimeSpan.TicksPerSecond / 2) / TimeSpan.TicksPerSecond;
        return time.Date.AddMilliseconds((counts * 20 + 3) / 6);
    }

    /// <summary><c>datetime2(3)</c>.</summary>
    internal static DateTime ToMilliseconds(DateTime time) => Round(time, TimeSpan.TicksPerMillisecond);

    /// <summary><c>smalldatetime</c>.</summary>
    internal static DateTime ToMinutes(DateTime time) => Round(time, TimeSpan.TicksPerMinute);

    private static DateTime Round(DateTime time, long unit) => new((time.Ticks + unit / 2) / unit * unit);
}
