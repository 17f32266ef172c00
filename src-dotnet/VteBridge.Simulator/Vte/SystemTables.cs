using VteBridge.Simulator.Vte.Sql;

namespace VteBridge.Simulator.Vte;

/// <summary>The catalog views that clients ask: tables of their own, filled from the schema that was read.</summary>
internal static class SystemTables
{
    /// <summary>dm_exec_requests stays empty: nothing on this server ever blocks.</summary>
    public const string Definition = """
        CREATE TABLE [INFORMATION_SCHEMA].[TABLES] (
            TABLE_CATALOG nvarchar(128), TABLE_SCHEMA nvarchar(128), TABLE_NAME nvarchar(128) NOT NULL, TABLE_TYPE varchar(10)
        );
        CREATE TABLE [INFORMATION_SCHEMA].[COLUMNS] (
            TABLE_CATALOG nvarchar(128), TABLE_SCHEMA nvarchar(128), TABLE_NAME nvarchar(128) NOT NULL, COLUMN_NAME nvarchar(128),
            ORDINAL_POSITION int, COLUMN_DEFAULT nvarchar(4000), IS_NULLABLE varchar(3), DATA_TYPE nvarchar(128),
            CHARACTER_MAXIMUM_LENGTH int, CHARACTER_OCTET_LENGTH int, NUMERIC_PRECISION tinyint, NUMERIC_PRECISION_RADIX smallint,
            NUMERIC_SCALE int, DATETIME_PRECISION smallint, CHARACTER_SET_CATALOG nvarchar(128), CHARACTER_SET_SCHEMA nvarchar(128),
            CHARACTER_SET_NAME nvarchar(128), COLLATION_CATALOG nvarchar(128), COLLATION_SCHEMA nvarchar(128), COLLATION_NAME nvarchar(128)
        );
        CREATE TABLE [sys].[dm_exec_requests] (
            session_id smallint NOT NULL, request_id int NOT NULL, start_time datetime NOT NULL, status nvarchar(30) NOT NULL,
            command nvarchar(32) NOT NULL, database_id smallint NOT NULL, blocking_session_id smallint, wait_type nvarchar(60),
            wait_time int NOT NULL, last_wait_type nvarchar(60) NOT NULL, wait_resource nvarchar(256) NOT NULL,
            open_transaction_count int NOT NULL, cpu_time int NOT NULL, total_elapsed_time int NOT NULL, reads bigint NOT NULL
        );
        """;

    private static readonly string[] TableColumns = ["TABLE_CATALOG", "TABLE_SCHEMA", "TABLE_NAME", "TABLE_TYPE"];

    private static readonly string[] ColumnColumns =
    [
        "TABLE_CATALOG",
        "TABLE_SCHEMA",
        "TABLE_NAME",
        "COLUMN_NAME",
        "ORDINAL_POSITION",
        "IS_NULLABLE",
        "DATA_TYPE",
        "CHARACTER_MAXIMUM_LENGTH",
        "CHARACTER_OCTET_LENGTH",
        "NUMERIC_PRECISION",
        "NUMERIC_PRECISION_RADIX",
        "NUMERIC_SCALE",
        "DATETIME_PRECISION",
        "COLLATION_NAME",
    ];

    public static IEnumerable<PlantRow> Rows(Catalog catalog) =>
        catalog
            .Tables.Where(table => !IsSystem(table))
            .OrderBy(table => table.Name, StringComparer.OrdinalIgnoreCase)
            .SelectMany(table =>
                (PlantRow[])[Table(table), .. table.Columns.Select((column, i) => Column(table, column, i + 1))]
            );

    private static bool IsSystem(TableDefinition table) => table.Schema is "INFORMATION_SCHEMA" or "sys";

    private static PlantRow Table(TableDefinition table) =>
        new("TABLES", TableColumns, [VteDatabase.Name, table.Schema, table.Name, "BASE TABLE"]);

    private static PlantRow Column(TableDefinition table, ColumnDefinition column, int position)
    {
        var type = column.Type;
        var length = type.IsText || type.IsBinary ? Longest(type) : (int?)null;
        int? octets =
            length is null ? null
            : type.Length != SqlType.Max && type.IsUnicode ? type.Length * 2
            : Octets(type);
        return new PlantRow(
            "COLUMNS",
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
}
