using VteBridge.Simulator.Vte.Sql;
using VteBridge.Simulator.Vte.Storage;

namespace VteBridge.Simulator.Vte;

/// <summary>What only the session knows: the clock, the login, its permissions.</summary>
internal sealed class SessionValues(Session session, Catalog catalog, VteServerOptions options)
{
    /// <param name="now">One moment for a whole statement, as on SQL Server.</param>
    public StoredValue Get(string name, DateTimeOffset now)
    {
        var parts = name.Split(':', 4);
        return parts[0] switch
        {
            "SYSDATETIME" => StoredValue.Of(Local(now).DateTime.Ticks),
            "SYSUTCDATETIME" => StoredValue.Of(now.UtcTicks),
            "SYSDATETIMEOFFSET" => StoredValue.OfBlob(
                Moment.WithOffset(now.UtcTicks, (int)Local(now).Offset.TotalMinutes)
            ),
            "GETDATE" => StoredValue.Of(Moment.ToDateTime(Local(now).DateTime.Ticks)),
            "GETUTCDATE" => StoredValue.Of(Moment.ToDateTime(now.UtcTicks)),
            "@@VERSION" => StoredValue.Of(ServerProperties.Version),
            "@@SERVERNAME" => StoredValue.Of(Tds.Tokens.ServerName),
            "@@SERVICENAME" => StoredValue.Of("MSSQLSERVER"),
            "@@LANGUAGE" => StoredValue.Of("us_english"),
            "@@SPID" => StoredValue.Of((long)session.Spid),
            "@@LOCK_TIMEOUT" => StoredValue.Of((long)session.LockTimeout),
            "@@ROWCOUNT" => StoredValue.Of(session.RowCount),
            "@@ERROR" => StoredValue.Of(0L),
            "@@MICROSOFTVERSION" => StoredValue.Of(13L << 24 | 6300),
            "DB_NAME" => StoredValue.Of(session.Database),
            "SUSER_SNAME" or "SUSER_NAME" or "ORIGINAL_LOGIN" or "USER_NAME" => StoredValue.Of(session.Login),
            "SCHEMA_NAME" => StoredValue.Of(Catalog.DefaultSchema),
            "HOST_NAME" => StoredValue.Of(session.HostName),
            "APP_NAME" => StoredValue.Of(session.ApplicationName),
            "SERVERPROPERTY" => Property(ServerProperties.Value(parts[1])),
            "ROLE" => Role(parts[1]),
            "PERMISSION" => StoredValue.Of(HasPermission(parts[1], parts[2], parts[3]) ? 1L : 0L),
            "OBJECT" => Find(parts[1]) is { } table ? StoredValue.Of((long)table.Id) : StoredValue.Null,
            "COUNTER" => StoredValue.Of(session.Counters.Get(parts[1])),
            _ => StoredValue.Null,
        };
    }

    private DateTimeOffset Local(DateTimeOffset now) => options.Zone.Local(now);

    private static StoredValue Property(object? value) =>
        value switch
        {
            string text => StoredValue.Of(text),
            int number => StoredValue.Of((long)number),
            _ => StoredValue.Null,
        };

    /// <summary>NULL for a role there is none of.</summary>
    private StoredValue Role(string name) =>
        name.ToUpperInvariant() switch
        {
            "PUBLIC" or "DB_DATAREADER" => StoredValue.Of(1L),
            "DB_DATAWRITER"
            or "DB_DDLADMIN"
            or "DB_OWNER"
            or "SYSADMIN"
            or "SERVERADMIN"
            or "SECURITYADMIN"
            or "DBCREATOR"
            or "PROCESSADMIN" => StoredValue.Of(0L),
            _ => StoredValue.Null,
        };

    private bool HasPermission(string kind, string permission, string name)
    {
        var isThere = kind switch
        {
            "OBJECT" => Find(name) is { } table && (permission != "SELECT" || catalog.MaySelect(table)),
            "DATABASE" => name.Length == 0 || name.Equals(session.Database, StringComparison.OrdinalIgnoreCase),
            _ => true,
        };
        var isGranted = permission switch
        {
            "SELECT" or "CONNECT" or "ANY" => kind is "OBJECT" or "DATABASE" or "SCHEMA",
            "CONNECT SQL" or "VIEW ANY DATABASE" => true,
            _ => false,
        };
        return isThere && isGranted;
    }

    private TableDefinition? Find(string name)
    {
        var parts = name.Split('.').Select(part => part.Trim('[', ']')).ToArray();
        return catalog.Find(parts.Length > 1 ? parts[^2] : null, parts[^1]);
    }
}
