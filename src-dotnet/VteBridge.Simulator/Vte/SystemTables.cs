namespace VteBridge.Simulator.Vte;

/// <summary>
/// The catalog views that clients query, with the columns they read. They are tables here, filled from the schema of the database.
/// </summary>
internal static class SystemTables
{
    /// <summary>
    /// dm_exec_requests and dm_exec_session_wait_stats stay empty, because nothing blocks on this server. dm_exec_sessions shows a login
    /// its own session only.
    /// </summary>
    public const string Definition = """
        CREATE TABLE [INFORMATION_SCHEMA].[TABLES] (
            TABLE_CATALOG nvarchar(128), TABLE_SCHEMA nvarchar(128), TABLE_NAME nvarchar(128) NOT NULL, TABLE_TYPE varchar(10)
        );
        CREATE TABLE [INFORMATION_SCHEMA].[COLUMNS] (
            TABLE_CATALOG nvarchar(128), TABLE_SCHEMA nvarchar(128), TABLE_NAME nvarchar(128) NOT NULL, COLUMN_NAME nvarchar(128),
            ORDINAL_POSITION int, IS_NULLABLE varchar(3), DATA_TYPE nvarchar(128), CHARACTER_MAXIMUM_LENGTH int,
            NUMERIC_PRECISION tinyint, DATETIME_PRECISION smallint, COLLATION_NAME nvarchar(128)
        );
        CREATE TABLE [sys].[schemas] (name nvarchar(128) NOT NULL, schema_id int NOT NULL);
        CREATE TABLE [sys].[objects] (name nvarchar(128) NOT NULL, object_id int NOT NULL, schema_id int NOT NULL, type char(2) NOT NULL);
        CREATE TABLE [sys].[columns] (object_id int NOT NULL, name nvarchar(128), column_id int NOT NULL);
        CREATE TABLE [sys].[indexes] (
            object_id int NOT NULL, name nvarchar(128), index_id int NOT NULL, type tinyint NOT NULL, is_unique bit,
            is_primary_key bit, is_disabled bit, has_filter bit
        );
        CREATE TABLE [sys].[index_columns] (
            object_id int NOT NULL, index_id int NOT NULL, column_id int NOT NULL, key_ordinal tinyint NOT NULL
        );
        CREATE TABLE [sys].[dm_exec_requests] (
            session_id smallint NOT NULL, request_id int NOT NULL, start_time datetime NOT NULL, status nvarchar(30) NOT NULL,
            command nvarchar(32) NOT NULL, database_id smallint NOT NULL, blocking_session_id smallint, wait_type nvarchar(60),
            wait_time int NOT NULL, last_wait_type nvarchar(60) NOT NULL, wait_resource nvarchar(256) NOT NULL,
            open_transaction_count int NOT NULL, cpu_time int NOT NULL, total_elapsed_time int NOT NULL, reads bigint NOT NULL
        );
        CREATE TABLE [sys].[dm_exec_session_wait_stats] (
            session_id smallint NOT NULL, wait_type nvarchar(60) NOT NULL, waiting_tasks_count bigint NOT NULL,
            wait_time_ms bigint NOT NULL, max_wait_time_ms bigint NOT NULL, signal_wait_time_ms bigint NOT NULL
        );
        GO
        CREATE VIEW [sys].[dm_exec_sessions] AS
            SELECT @@SPID AS session_id, HOST_NAME() AS host_name, APP_NAME() AS program_name, SUSER_SNAME() AS login_name,
                CAST(SESSION_COUNTER('cpu_time') AS int) AS cpu_time, CAST(SESSION_COUNTER('total_elapsed_time') AS int) AS total_elapsed_time,
                SESSION_COUNTER('reads') AS reads, SESSION_COUNTER('logical_reads') AS logical_reads,
                SESSION_COUNTER('row_count') AS row_count;
        """;

    /// <summary>The tables that <see cref="Rows"/> fills.</summary>
    public static readonly string[] Filled =
    [
        "INFORMATION_SCHEMA.TABLES",
        "INFORMATION_SCHEMA.COLUMNS",
        "sys.schemas",
        "sys.objects",
        "sys.columns",
        "sys.indexes",
        "sys.index_columns",
    ];

    /// <summary>
    /// The rows for the tables that the reading login may see now. The values are in the order of the columns in <see cref="Definition"/>.
    /// </summary>
    public static IEnumerable<PlantRow> Rows(Catalog catalog)
    {
        var tables = catalog
            .Tables.Where(table => !table.IsSystem && catalog.MaySelect(table))
            .OrderBy(table => table.Name, StringComparer.OrdinalIgnoreCase)
            .ToList();
        var schemas = tables.Select(table => table.Schema).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return schemas
            .Select((schema, i) => (Table: "sys.schemas", Values: new object?[] { schema, i + 1 }))
            .Concat(tables.SelectMany(table => Rows(table, schemas.IndexOf(table.Schema) + 1)))
            .Select(row => new PlantRow(row.Table, [.. catalog[row.Table].Columns.Select(c => c.Name)], row.Values));
    }

    private static IEnumerable<(string Table, object?[] Values)> Rows(TableDefinition table, int schema)
    {
        var isView = table.View is not null;
        yield return (
            "INFORMATION_SCHEMA.TABLES",
            [VteDatabase.Name, table.Schema, table.Name, isView ? "VIEW" : "BASE TABLE"]
        );
        yield return ("sys.objects", [table.Name, table.Id, schema, isView ? "V" : "U"]);
        foreach (var (i, column) in table.Columns.Index())
        {
            yield return ("INFORMATION_SCHEMA.COLUMNS", Column(table, column, i + 1));
            yield return ("sys.columns", [table.Id, column.Name, i + 1]);
        }
        if (isView)
            yield break;
        // A table without a clustered index is a heap, for which sys.indexes has a row too.
        if (!table.Indexes.Any(index => index.IsClustered))
            yield return ("sys.indexes", [table.Id, null, 0, 0, false, false, false, false]);
        var next = 2;
        foreach (var index in table.Indexes)
        {
            var (id, type) = index.IsClustered ? (1, 1) : (next++, 2);
            yield return (
                "sys.indexes",
                [table.Id, index.Name, id, type, index.IsUnique, index.IsPrimaryKey, false, false]
            );
            foreach (var (i, name) in index.Columns.Index())
            {
                var position = table.Columns.Index().First(column => column.Item == table[name]).Index;
                yield return ("sys.index_columns", [table.Id, id, position + 1, i + 1]);
            }
        }
    }

    private static object?[] Column(TableDefinition table, TableColumn column, int position)
    {
        var type = column.Type;
        return
        [
            VteDatabase.Name,
            table.Schema,
            table.Name,
            column.Name,
            position,
            column.IsNullable ? "YES" : "NO",
            type.Name(),
            type.IsText || type.IsBinary ? (int?)Longest(type) : null,
            type.Kind switch
            {
                SqlKind.Real => (int?)24,
                SqlKind.Float => 53,
                _ when type.Kind != SqlKind.Bit && (type.IsInteger || type.IsScaled) => type.Digits.Precision,
                _ => null,
            },
            type.Kind switch
            {
                SqlKind.DateTime => (int?)3,
                SqlKind.Date or SqlKind.SmallDateTime => 0,
                SqlKind.Time or SqlKind.DateTime2 or SqlKind.DateTimeOffset => type.Scale,
                _ => null,
            },
            type.IsText ? "SQL_Latin1_General_CP1_CI_AS" : null,
        ];
    }

    private static int Longest(SqlType type) =>
        type.Kind switch
        {
            SqlKind.NText => 1_073_741_823,
            SqlKind.Text or SqlKind.Image => int.MaxValue,
            _ => type.Length,
        };
}
