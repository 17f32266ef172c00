using VteBridge.Simulator.Vte.Sql;

namespace VteBridge.Simulator.Vte;

/// <summary>The catalog views that clients ask: tables of their own, filled from the schema that was read.</summary>
internal static class SystemTables
{
    /// <summary>dm_exec_requests stays empty: nothing on this server ever blocks. dm_exec_sessions shows a login its own session only.</summary>
    public const string Definition = """
        CREATE TABLE [INFORMATION_SCHEMA].[TABLES] (
            TABLE_CATALOG nvarchar(128), TABLE_SCHEMA nvarchar(128), TABLE_NAME nvarchar(128) NOT NULL, TABLE_TYPE varchar(10)
        );
        CREATE TABLE [INFORMATION_SCHEMA].[COLUMNS] (
            TABLE_CATALOG nvarchar(128), TABLE_SCHEMA nvarchar(128), TABLE_NAME nvarchar(128) NOT NULL, COLUMN_NAME nvarchar(128),
            ORDINAL_POSITION int, IS_NULLABLE varchar(3), DATA_TYPE nvarchar(128), CHARACTER_MAXIMUM_LENGTH int, CHARACTER_OCTET_LENGTH int,
            NUMERIC_PRECISION tinyint, NUMERIC_PRECISION_RADIX smallint, NUMERIC_SCALE int, DATETIME_PRECISION smallint,
            COLLATION_NAME nvarchar(128), COLUMN_DEFAULT nvarchar(4000), CHARACTER_SET_NAME nvarchar(128)
        );
        CREATE TABLE [sys].[schemas] (name nvarchar(128) NOT NULL, schema_id int NOT NULL);
        CREATE TABLE [sys].[objects] (
            name nvarchar(128) NOT NULL, object_id int NOT NULL, schema_id int NOT NULL, type char(2) NOT NULL,
            type_desc nvarchar(60) NOT NULL, is_ms_shipped bit NOT NULL
        );
        CREATE TABLE [sys].[columns] (
            object_id int NOT NULL, name nvarchar(128), column_id int NOT NULL, max_length smallint NOT NULL, precision tinyint NOT NULL,
            scale tinyint NOT NULL, is_nullable bit, is_identity bit NOT NULL
        );
        CREATE TABLE [sys].[indexes] (
            object_id int NOT NULL, name nvarchar(128), index_id int NOT NULL, type tinyint NOT NULL, type_desc nvarchar(60),
            is_unique bit, is_primary_key bit, is_disabled bit, has_filter bit, is_hypothetical bit
        );
        CREATE TABLE [sys].[index_columns] (
            object_id int NOT NULL, index_id int NOT NULL, index_column_id int NOT NULL, column_id int NOT NULL,
            key_ordinal tinyint NOT NULL, is_descending_key bit, is_included_column bit
        );
        CREATE TABLE [sys].[dm_exec_requests] (
            session_id smallint NOT NULL, request_id int NOT NULL, start_time datetime NOT NULL, status nvarchar(30) NOT NULL,
            command nvarchar(32) NOT NULL, database_id smallint NOT NULL, blocking_session_id smallint, wait_type nvarchar(60),
            wait_time int NOT NULL, last_wait_type nvarchar(60) NOT NULL, wait_resource nvarchar(256) NOT NULL,
            open_transaction_count int NOT NULL, cpu_time int NOT NULL, total_elapsed_time int NOT NULL, reads bigint NOT NULL
        );
        GO
        CREATE VIEW [sys].[tables] AS SELECT * FROM sys.objects WHERE type = 'U';
        GO
        CREATE VIEW [sys].[views] AS SELECT * FROM sys.objects WHERE type = 'V';
        GO
        CREATE VIEW [sys].[dm_exec_sessions] AS
            SELECT @@SPID AS session_id, HOST_NAME() AS host_name, APP_NAME() AS program_name, SUSER_SNAME() AS login_name,
                CAST(N'running' AS nvarchar(30)) AS status, CAST(1 AS bit) AS is_user_process, @@LOCK_TIMEOUT AS lock_timeout,
                CAST(SESSION_COUNTER('cpu_time') AS int) AS cpu_time, CAST(SESSION_COUNTER('total_elapsed_time') AS int) AS total_elapsed_time,
                SESSION_COUNTER('reads') AS reads, SESSION_COUNTER('writes') AS writes, SESSION_COUNTER('logical_reads') AS logical_reads,
                SESSION_COUNTER('row_count') AS row_count;
        """;

    private static readonly string[] TableColumns = Split("TABLE_CATALOG TABLE_SCHEMA TABLE_NAME TABLE_TYPE");
    private static readonly string[] ColumnColumns = Split(
        "TABLE_CATALOG TABLE_SCHEMA TABLE_NAME COLUMN_NAME ORDINAL_POSITION IS_NULLABLE DATA_TYPE CHARACTER_MAXIMUM_LENGTH "
            + "CHARACTER_OCTET_LENGTH NUMERIC_PRECISION NUMERIC_PRECISION_RADIX NUMERIC_SCALE DATETIME_PRECISION COLLATION_NAME"
    );
    private static readonly string[] SchemaColumns = Split("name schema_id");
    private static readonly string[] ObjectColumns = Split("name object_id schema_id type type_desc is_ms_shipped");
    private static readonly string[] SysColumnColumns = Split(
        "object_id name column_id max_length precision scale is_nullable is_identity"
    );
    private static readonly string[] IndexColumns = Split(
        "object_id name index_id type type_desc is_unique is_primary_key is_disabled has_filter is_hypothetical"
    );
    private static readonly string[] IndexColumnColumns = Split(
        "object_id index_id index_column_id column_id key_ordinal is_descending_key is_included_column"
    );

    /// <summary>The tables whose rows <see cref="Rows"/> gives.</summary>
    public static readonly string[] Filled = Split(
        "INFORMATION_SCHEMA.TABLES INFORMATION_SCHEMA.COLUMNS sys.schemas sys.objects sys.columns sys.indexes sys.index_columns"
    );

    /// <summary>What the reading login may see of the tables as they are now.</summary>
    public static IEnumerable<PlantRow> Rows(Catalog catalog)
    {
        var tables = catalog
            .Tables.Where(table => !table.IsSystem && catalog.MaySelect(table))
            .OrderBy(table => table.Name, StringComparer.OrdinalIgnoreCase)
            .ToList();
        var schemas = tables.Select(table => table.Schema).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return
        [
            .. schemas.Select((schema, i) => new PlantRow("sys.schemas", SchemaColumns, [schema, i + 1])),
            .. tables.SelectMany(table => Rows(table, schemas.IndexOf(table.Schema) + 1)),
        ];
    }

    private static IEnumerable<PlantRow> Rows(TableDefinition table, int schema)
    {
        var isView = table.View is not null;
        yield return new(
            "INFORMATION_SCHEMA.TABLES",
            TableColumns,
            [VteDatabase.Name, table.Schema, table.Name, isView ? "VIEW" : "BASE TABLE"]
        );
        yield return new(
            "sys.objects",
            ObjectColumns,
            [table.Name, table.Id, schema, isView ? "V" : "U", isView ? "VIEW" : "USER_TABLE", false]
        );
        foreach (var (i, column) in table.Columns.Index())
        {
            yield return Column(table, column, i + 1);
            var digits = column.Type.Digits;
            var size = column.Type is { IsUnicode: true, Length: > 0 } ? column.Type.Length * 2 : column.Type.Length;
            yield return new(
                "sys.columns",
                SysColumnColumns,
                [
                    table.Id,
                    column.Name,
                    i + 1,
                    size,
                    digits.Precision,
                    digits.Scale,
                    column.IsNullable,
                    column.IsIdentity,
                ]
            );
        }
        foreach (var row in isView ? [] : Indexes(table))
            yield return row;
    }

    /// <summary>A table without a clustered index is a heap, which has a row of its own.</summary>
    private static IEnumerable<PlantRow> Indexes(TableDefinition table)
    {
        if (!table.Indexes.Any(index => index.IsClustered))
            yield return new(
                "sys.indexes",
                IndexColumns,
                [table.Id, null, 0, 0, "HEAP", false, false, false, false, false]
            );
        var next = 2;
        foreach (var index in table.Indexes)
        {
            var id = index.IsClustered ? 1 : next++;
            var (type, words) = index.IsClustered ? (1, "CLUSTERED") : (2, "NONCLUSTERED");
            yield return new(
                "sys.indexes",
                IndexColumns,
                [table.Id, index.Name, id, type, words, index.IsUnique, index.IsPrimaryKey, false, false, false]
            );
            foreach (var (i, name) in index.Columns.Index())
                yield return new(
                    "sys.index_columns",
                    IndexColumnColumns,
                    [
                        table.Id,
                        id,
                        i + 1,
                        table.Columns.Index().First(c => c.Item == table[name]).Index + 1,
                        i + 1,
                        false,
                        false,
                    ]
                );
        }
    }

    private static PlantRow Column(TableDefinition table, TableColumn column, int position)
    {
        var type = column.Type;
        var length = type.IsText || type.IsBinary ? Longest(type) : (int?)null;
        int? octets =
            length is null ? null
            : type.Length != SqlType.Max && type.IsUnicode ? type.Length * 2
            : Octets(type);
        return new PlantRow(
            "INFORMATION_SCHEMA.COLUMNS",
            ColumnColumns,
            [
                VteDatabase.Name,
                table.Schema,
                table.Name,
                column.Name,
                position,
                column.IsNullable ? "YES" : "NO",
                type.Name(),
                length,
                octets,
                Precision(type),
                type.IsApproximate ? 2
                : Precision(type) is null ? null
                : 10,
                type.IsInteger && type.Kind != SqlKind.Bit || type.IsScaled ? type.Digits.Scale : null,
                Fraction(type),
                type.IsText ? "SQL_Latin1_General_CP1_CI_AS" : null,
            ]
        );
    }

    private static int Longest(SqlType type) =>
        type.Kind switch
        {
            SqlKind.NText => 1_073_741_823,
            SqlKind.Text or SqlKind.Image => int.MaxValue,
            _ => type.Length,
        };

    private static int Octets(SqlType type) => type.Kind == SqlKind.NText ? 2_147_483_646 : Longest(type);

    private static int? Precision(SqlType type) =>
        type.Kind switch
        {
            SqlKind.Real => 24,
            SqlKind.Float => 53,
            _ when type.Kind != SqlKind.Bit && (type.IsInteger || type.IsScaled) => type.Digits.Precision,
            _ => null,
        };

    private static int? Fraction(SqlType type) =>
        type.Kind switch
        {
            SqlKind.DateTime => 3,
            SqlKind.Date or SqlKind.SmallDateTime => 0,
            SqlKind.Time or SqlKind.DateTime2 or SqlKind.DateTimeOffset => type.Scale,
            _ => null,
        };

    private static string[] Split(string names) => names.Split(' ');
}
