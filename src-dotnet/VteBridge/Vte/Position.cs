namespace VteBridge.Vte;

/// <summary>
/// A place in the order in which VTE is read: the raw Timestamp as the column holds it (local to VTE, kind unspecified),
/// then the id as SQL Server orders it. An empty id stands before every row of its timestamp.
/// Ids are never compared on this side: SQL Server's order of uniqueidentifier is not .NET's.
/// </summary>
internal readonly record struct Position(DateTime Timestamp, string Id)
{
    public static Position Before(DateTime timestamp) => new(timestamp, "");

    public static Position Of(TestRun run) => new(run.Timestamp, run.Id.ToString());

    public override string ToString() => $"{Timestamp:yyyy-MM-dd HH:mm:ss.fffffff} {Id}".TrimEnd();
}

/// <summary>How many rows some minutes have, and a checksum over their keys and headers as the server made it.</summary>
/// <param name="From">Raw; slices begin at whole multiples of their length.</param>
internal sealed record Slice(DateTime From, long Count, string Checksum)
{
    public const int TenMinutes = 10;
    public const int Hour = 60;

    /// <summary>How many characters of "yyyy-MM-dd HH:mm" the times of a slice share.</summary>
    public static int LengthOf(int minutes) => minutes == Hour ? 13 : 15;

    /// <summary>The beginning of the slice that is named by these characters.</summary>
    public static DateTime Parse(string name) =>
        DateTime.ParseExact(name + "0000-00-00 00:00"[name.Length..], "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Where the slice of so many minutes begins that this time is in.</summary>
    public static DateTime Begin(DateTime time, int minutes) =>
        time.AddTicks(-(time.Ticks % (minutes * TimeSpan.TicksPerMinute)));
}
