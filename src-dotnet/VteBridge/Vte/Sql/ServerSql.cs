namespace VteBridge.Vte.Sql;

/// <summary>Statements that do not depend on the schema.</summary>
internal static class ServerSql
{
    /// <summary>
    /// Sent on every opened connection, because sp_reset_connection does not restore the isolation level in every version of SQL Server.
    /// SET takes no parameter here; the milliseconds come from validated options.
    /// </summary>
    public static string[] Session(TimeSpan lockTimeout) =>
        [
            "SET NOCOUNT ON;",
            "SET TRANSACTION ISOLATION LEVEL READ COMMITTED;",
            "SET DEADLOCK_PRIORITY LOW;",
            $"SET LOCK_TIMEOUT {(int)lockTimeout.TotalMilliseconds};",
        ];

    /// <summary>Every column of the schema that the login can see. Parameter: schema.</summary>
    public const string Columns = """
        SELECT c.TABLE_NAME AS [Table], c.COLUMN_NAME AS [Name], c.DATA_TYPE AS [Type], c.CHARACTER_MAXIMUM_LENGTH AS [Length], c.DATETIME_PRECISION AS [Precision],
          c.COLLATION_NAME AS [Collation], c.IS_NULLABLE AS [Nullable], t.TABLE_TYPE AS [TableType]
        FROM INFORMATION_SCHEMA.COLUMNS AS c
        INNER JOIN INFORMATION_SCHEMA.TABLES AS t ON t.TABLE_SCHEMA = c.TABLE_SCHEMA AND t.TABLE_NAME = c.TABLE_NAME
        WHERE c.TABLE_SCHEMA = @schema
        ORDER BY c.TABLE_NAME, c.ORDINAL_POSITION
        """;

    /// <summary>The key columns of the indexes (table, index, whether it is unique, column) in the order of the key. Parameter: schema.</summary>
    public const string Indexes = """
        SELECT o.[name] AS [Table], x.[name] AS [Index], x.[is_unique] AS [Unique], c.[name] AS [Column]
        FROM sys.indexes AS x
        INNER JOIN sys.objects AS o ON o.[object_id] = x.[object_id]
        INNER JOIN sys.schemas AS s ON s.[schema_id] = o.[schema_id]
        INNER JOIN sys.index_columns AS k ON k.[object_id] = x.[object_id] AND k.[index_id] = x.[index_id]
        INNER JOIN sys.columns AS c ON c.[object_id] = k.[object_id] AND c.[column_id] = k.[column_id]
        WHERE s.[name] = @schema AND x.[is_disabled] = 0 AND x.[has_filter] = 0 AND k.[key_ordinal] > 0
        ORDER BY o.[name], x.[name], k.[key_ordinal]
        """;

    /// <summary>
    /// Shows whether the result of <see cref="Columns"/> or <see cref="Indexes"/> has changed: one row with count and checksum for each.
    /// Parameter: schema.
    /// </summary>
    public const string SchemaSums = """
        SELECT COUNT_BIG(*) AS [Rows], SUM(CAST(BINARY_CHECKSUM(c.TABLE_NAME, c.COLUMN_NAME, c.DATA_TYPE, c.CHARACTER_MAXIMUM_LENGTH, c.DATETIME_PRECISION, c.COLLATION_NAME, c.IS_NULLABLE, c.ORDINAL_POSITION) AS bigint)) AS [Sum]
        FROM INFORMATION_SCHEMA.COLUMNS AS c
        WHERE c.TABLE_SCHEMA = @schema
        UNION ALL
        SELECT COUNT_BIG(*), SUM(CAST(BINARY_CHECKSUM(o.[name], x.[name], x.[is_unique], x.[is_disabled], c.[name], k.[key_ordinal]) AS bigint))
        FROM sys.indexes AS x
        INNER JOIN sys.objects AS o ON o.[object_id] = x.[object_id]
        INNER JOIN sys.index_columns AS k ON k.[object_id] = x.[object_id] AND k.[index_id] = x.[index_id]
        INNER JOIN sys.columns AS c ON c.[object_id] = k.[object_id] AND c.[column_id] = k.[column_id]
        """;

    /// <summary>The schemas that have this table. Parameter: table.</summary>
    public const string SchemasOf =
        "SELECT TABLE_SCHEMA FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_NAME = @table ORDER BY TABLE_SCHEMA";

    /// <param name="table">The table's quoted two-part name.</param>
    public static string Count(string table) => $"SELECT COUNT_BIG(*) FROM {table}";

    public const string Clock = "SELECT SYSDATETIME() AS [Local], SYSUTCDATETIME() AS [Utc]";

    public const string Facts = "SELECT @@VERSION AS [Version], DB_NAME() AS [Database], SUSER_SNAME() AS [Login]";

    /// <summary>How many sessions wait for a lock of another session. Needs VIEW SERVER STATE.</summary>
    public const string Blocked = "SELECT COUNT(*) FROM sys.dm_exec_requests WHERE blocking_session_id <> 0";

    /// <summary>What this session has cost the server since its login. Needs no permission.</summary>
    public const string SessionCost =
        "SELECT s.[session_id] AS [Id], s.[cpu_time] AS [Cpu], s.[logical_reads] AS [LogicalReads], s.[reads] AS [Reads], s.[row_count] AS [Rows], s.[total_elapsed_time] AS [Elapsed]\n"
        + "FROM sys.dm_exec_sessions AS s WHERE s.[session_id] = @@SPID";

    /// <summary>This session's longest wait for a lock, in milliseconds. Needs SQL Server 2016 or later and no permission.</summary>
    public const string LongestLockWait =
        "SELECT MAX(w.[max_wait_time_ms]) FROM sys.dm_exec_session_wait_stats AS w WHERE w.[session_id] = @@SPID AND w.[wait_type] LIKE 'LCK%'";

    /// <summary>Which of the <see cref="WritePermissions"/> the login has on a table: one column for each, 1 if it has it.</summary>
    /// <param name="table">The table's quoted two-part name.</param>
    public static string MayWrite(string table) =>
        "SELECT "
        + string.Join(
            ", ",
            WritePermissions.Select(p => $"HAS_PERMS_BY_NAME(N'{table.Replace("'", "''")}', 'OBJECT', '{p}') AS [{p}]")
        );

    public static readonly string[] WritePermissions = ["INSERT", "UPDATE", "DELETE"];
}
