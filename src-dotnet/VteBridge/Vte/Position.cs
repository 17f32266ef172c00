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
