namespace VteBridge.Simulator.Vte;

/// <summary>Values that depend on the session: the server's clock, the login and its permissions.</summary>
internal sealed class SessionValues(Session session, Catalog catalog, VteServerOptions options)
{
    /// <param name="now">The time of the whole statement: as on SQL Server, every call in it gets the same.</param>
    public StoredValue Get(string name, DateTimeOffset now)
    {
        var parts = name.Split(':', 4);
        return parts[0] switch
        {
            "SYSDATETIME" => StoredValue.Of(Local(now).DateTime.Ticks),
            "SYSUTCDATETIME" => StoredValue.Of(now.UtcTicks),
            "GETDATE" => StoredValue.Of(Moment.ToDateTime(Local(now).DateTime.Ticks)),
            "GETUTCDATE" => StoredValue.Of(Moment.ToDateTime(now.UtcTicks)),
            "@@VERSION" => StoredValue.Of(Tds.Tokens.ServerVersion),
            "SERVERPROPERTY" => StoredValue.Of("13.0.6300.2"),
            "@@SERVERNAME" => StoredValue.Of(Tds.Tokens.ServerName),
            "@@SPID" => StoredValue.Of((long)session.Spid),
            "@@LOCK_TIMEOUT" => StoredValue.Of((long)session.LockTimeout),
            "@@ROWCOUNT" => StoredValue.Of(session.RowCount),
            "DB_NAME" => StoredValue.Of(session.Database),
            "SUSER_SNAME" => StoredValue.Of(session.Login),
            "HOST_NAME" => StoredValue.Of(session.HostName),
            "APP_NAME" => StoredValue.Of(session.ApplicationName),
            "PERMISSION" => StoredValue.Of(HasPermission(parts[1], parts[2], parts[3]) ? 1L : 0L),
            "COUNTER" => StoredValue.Of(session.Counters.Get(parts[1])),
            _ => StoredValue.Null,
        };
    }

    private DateTimeOffset Local(DateTimeOffset now) => options.Zone.Local(now);

    /// <summary>The only permission the login has is SELECT on tables.</summary>
    private bool HasPermission(string kind, string permission, string name) =>
        (kind, permission) == ("OBJECT", "SELECT") && Find(name) is { } table && catalog.MaySelect(table);

    private TableDefinition? Find(string name)
    {
        var parts = name.Split('.').Select(part => part.Trim('[', ']')).ToArray();
        return catalog.Find(parts.Length > 1 ? parts[^2] : null, parts[^1]);
    }
}
