namespace VteBridge.Vte;

/// <summary>
/// A place in the order in which VTE is read: first the raw Timestamp as the column holds it (local, kind unspecified), then the id
/// as SQL Server orders it. An empty id is before every row of its timestamp. Ids are never compared in .NET, because SQL Server
/// orders uniqueidentifier differently.
/// </summary>
internal readonly record struct Position(DateTime Timestamp, string Id)
{
    public static Position Before(DateTime timestamp) => new(timestamp, "");

    public static Position Of(TestRun run) => new(run.Timestamp, run.Id.ToString());

    public override string ToString() => $"{Timestamp:yyyy-MM-dd HH:mm:ss.fffffff} {Id}".TrimEnd();
}

/// <summary>A slice of time: how many rows it has, and a checksum of their keys and headers that the server computed.</summary>
/// <param name="From">The raw time at which the slice begins, a whole multiple of its length.</param>
internal sealed record Slice(DateTime From, long Count, string Checksum)
{
    public const int TenMinutes = 10;
    public const int Hour = 60;

    /// <summary>How many characters of "yyyy-MM-dd HH:mm" are the same for all times of a slice.</summary>
    public static int LengthOf(int minutes) => minutes == Hour ? 13 : 15;

    /// <summary>The beginning of the slice whose times start with these characters.</summary>
    public static DateTime Parse(string name) =>
        DateTime.ParseExact(name + "0000-00-00 00:00"[name.Length..], "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>The beginning of the slice of this length that the time is in.</summary>
    public static DateTime Begin(DateTime time, int minutes) =>
        time.AddTicks(-(time.Ticks % (minutes * TimeSpan.TicksPerMinute)));
}
