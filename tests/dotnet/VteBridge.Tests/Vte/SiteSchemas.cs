using VteBridge.Configuration;
using VteBridge.Simulator.Vte;
using VteBridge.Tests.Simulator.Vte;
using VteBridge.Vte.Schema;

namespace VteBridge.Tests.Vte;

/// <summary>Schemas that sites may have, including extreme ones.</summary>
internal static class SiteSchemas
{
    /// <summary>A name with everything that could end a quoted name if it were quoted wrongly.</summary>
    public const string Reserved = "a]b'c\"d--e;/*f*/[g]]h\r\ni";

    public static readonly string[] Names =
    [
        "9.31",
        "9.2",
        "custom",
        "barest",
        "required only",
        "reserved",
        "odd types",
    ];

    public static VteSchema Of(string name) =>
        name switch
        {
            "9.31" => SchemaResolver.Resolve(new VteOptions(), Columns("9.31", "dbo")),
            "9.2" => SchemaResolver.Resolve(new VteOptions { Schema = "vte" }, Columns("9.2", "vte")),
            "custom" => SchemaResolver.Resolve(
                EndToEnd.SchemaVariantTests.Overridden(new VteOptions()),
                Columns("custom", "plant")
            ),
            "barest" => SchemaResolver.Resolve(new VteOptions(), Barest),
            "required only" => SchemaResolver.Resolve(new VteOptions(), RequiredOnly),
            "odd types" => SchemaResolver.Resolve(new VteOptions(), OddTypes),
            _ => SchemaResolver.Resolve(UntrustedOptions, UntrustedColumns),
        };

    /// <summary>The columns of a create script as INFORMATION_SCHEMA.COLUMNS lists them.</summary>
    public static IReadOnlyList<TableColumn> Columns(string ddl, string schema)
    {
        using var database = VteDatabase.Create(ReferenceSchema.Ddl(ddl));
        return
        [
            .. SystemTables
                .Rows(database.Catalog)
                .Where(r => r.Table == "INFORMATION_SCHEMA.COLUMNS" && (string)Value(r, "TABLE_SCHEMA")! == schema)
                .Select(r => new TableColumn(
                    (string)Value(r, "TABLE_NAME")!,
                    (string)Value(r, "COLUMN_NAME")!,
                    (string)Value(r, "DATA_TYPE")!,
                    (int?)Value(r, "CHARACTER_MAXIMUM_LENGTH"),
                    (int?)Value(r, "DATETIME_PRECISION"),
                    (string?)Value(r, "COLLATION_NAME")
                )),
        ];
    }

    public static TableColumn Column(string table, string name, string type = "nvarchar") =>
        new(table, name, type, type == "nvarchar" ? 255 : null, type == "datetime" ? 3 : null);

    /// <summary>The smallest schema that can be read.</summary>
    public static IReadOnlyList<TableColumn> Barest { get; } =
    [
        Column("IndexData", "Index_GUID", "uniqueidentifier"),
        Column("IndexData", "Timestamp", "datetime"),
        Column("IndexData", "Result", "int"),
        Column("IndexData", "Serial"),
        Column("TestDataText", "Index_GUID", "uniqueidentifier"),
        Column("TestDataText", "TestName"),
        Column("TestDataText", "TestResult"),
    ];

    /// <summary>Every table with only its required columns and those needed to join the tables.</summary>
    private static IReadOnlyList<TableColumn> RequiredOnly =>
        [
            .. LogicalColumns
                .All.Where(c =>
                    c.Required || c.Name is "Uut.Serial" or "Repair.FailureCode" or "SyndromeCause.FailureCode"
                )
                .Select(c => Column(c.Table, c.Candidates[0], TypeOf(c.Name))),
        ];

    /// <summary>The 9.31 schema as a site may have rebuilt it: some keys as text or numbers, old text types, two collations.</summary>
    private static IReadOnlyList<TableColumn> OddTypes =>
        [
            .. Columns("9.31", "dbo")
                .Select(c =>
                    (c.Table, c.Name) switch
                    {
                        ("TestDataText", "Index_GUID") or ("UutData", "Uut_GUID") or ("RepairActions", "Repair_GUID") =>
                            c with
                            {
                                Type = "varchar",
                                Length = 36,
                                Collation = "Latin1_General_BIN2",
                            },
                        ("RepairFailureCodes", "Code") => c with { Type = "int", Collation = null },
                        ("RepairData", "FailureCode") => c with
                        {
                            Type = "nvarchar",
                            Collation = "Latin1_General_CI_AS",
                        },
                        ("UutHistory", "OldSerial") or ("AssemblyData", "PartType") or ("RepairActions", "Component") =>
                            c with
                            {
                                Type = "ntext",
                            },
                        ("AssemblyData", "Serial") => c with { Collation = "Finnish_Swedish_CI_AS" },
                        ("AssemblyData", "AssemblyData_ID") => c with { Name = "Other" },
                        _ => c,
                    }
                ),
        ];

    private static VteOptions UntrustedOptions =>
        new()
        {
            Schema = Reserved,
            Tables = LogicalColumns.All.Select(c => c.Table).Distinct().ToDictionary(t => t, t => $"{t} {Reserved}"),
            Columns = LogicalColumns.All.ToDictionary(c => c.QualifiedName, c => $"{c.Name} {Reserved}"),
        };

    private static IReadOnlyList<TableColumn> UntrustedColumns =>
        [.. LogicalColumns.All.Select(c => Column($"{c.Table} {Reserved}", $"{c.Name} {Reserved}", TypeOf(c.Name)))];

    private static string TypeOf(string logical) =>
        logical.EndsWith(".Timestamp", StringComparison.Ordinal) ? "datetime"
        : logical.EndsWith("Id", StringComparison.Ordinal) ? "uniqueidentifier"
        : "nvarchar";

    private static object? Value(PlantRow row, string column) => row.Values[row.Columns.ToList().IndexOf(column)];
}
