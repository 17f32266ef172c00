namespace VteBridge.Vte.Sql;

/// <summary>Statements that do not depend on the schema.</summary>
internal static class ServerSql
{
    /// <summary>
    /// Sent on every opened connection: sp_reset_connection does not restore the isolation level on every version.
    /// Parameter-free, because SET takes no variable here: the milliseconds come from validated options.
    /// </summary>
    public static string Session(TimeSpan lockTimeout) =>
        $"SET NOCOUNT ON; SET TRANSACTION ISOLATION LEVEL READ COMMITTED; SET DEADLOCK_PRIORITY LOW; SET LOCK_TIMEOUT {(int)lockTimeout.TotalMilliseconds};";

    public const string Columns =
        "SELECT TABLE_NAME AS [Table], COLUMN_NAME AS [Name], DATA_TYPE AS [Type], CHARACTER_MAXIMUM_LENGTH AS [Length], DATETIME_PRECISION AS [Precision], COLLATION_NAME AS [Collation]\n"
        + "FROM INFORMATION_SCHEMA.COLUMNS\nWHERE TABLE_SCHEMA = @schema\nORDER BY TABLE_NAME, ORDINAL_POSITION";

    /// <summary>Where a table is that is not in the configured schema. Parameter: table.</summary>
    public const string SchemasOf =
        "SELECT TABLE_SCHEMA FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_NAME = @table ORDER BY TABLE_SCHEMA";

    public const string Clock = "SELECT SYSDATETIME() AS [Local], SYSUTCDATETIME() AS [Utc]";

    public const string Facts = "SELECT @@VERSION AS [Version], DB_NAME() AS [Database], SUSER_SNAME() AS [Login]";

    /// <summary>How many sessions wait for another one's locks at this moment; needs VIEW SERVER STATE.</summary>
    public const string Blocked = "SELECT COUNT(*) FROM sys.dm_exec_requests WHERE blocking_session_id <> 0";

    /// <summary>What the login may do to a table besides reading it: a column for each of <see cref="WritePermissions"/>, 1 when it may.</summary>
    /// <param name="table">The quoted two-part name.</param>
    public static string MayWrite(string table) =>
        "SELECT "
        + string.Join(
            ", ",
            WritePermissions.Select(p => $"HAS_PERMS_BY_NAME(N'{table.Replace("'", "''")}', 'OBJECT', '{p}') AS [{p}]")
        );

    public static readonly string[] WritePermissions = ["INSERT", "UPDATE", "DELETE"];
}
