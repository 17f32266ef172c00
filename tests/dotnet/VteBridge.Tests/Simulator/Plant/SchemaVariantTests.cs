using System.Text.Json;
using VteBridge.Simulator.Vte;
using VteBridge.Simulator.Vte.Plant;

namespace VteBridge.Tests.Simulator.Plant;

/// <summary>The plant must be the same in every schema, as far as the schema can hold it.</summary>
public sealed class SchemaVariantTests
{
    private static readonly string[] RepairTables =
    [
        "RepairActionCodes",
        "RepairActions",
        "RepairData",
        "RepairFailureCodes",
        "RepairSyndromeCauses",
        "RepairSyndromes",
    ];

    [Fact]
    public void A_custom_schema_holds_every_row_of_the_reference_schema()
    {
        var custom = Plant("custom").Select(row => (row.Table, row.Values.Count));

        Assert.Equal(Plant("9.31").Select(row => (row.Table, row.Values.Count)), custom);
    }

    [Fact]
    public void An_old_schema_holds_everything_but_repairs_variants_and_serials_of_units()
    {
        var reference = Plant("9.31").Where(row => !RepairTables.Contains(row.Table)).ToList();
        var old = Plant("9.2").ToList();

        Assert.Equal(reference.Select(row => row.Table), old.Select(row => row.Table));
        Assert.Equal(RepairTables, Ddl.Tables("9.31").Keys.Except(Ddl.Tables("9.2").Keys).Order());
    }

    [Fact]
    public void An_old_schema_keeps_the_serial_of_each_unit_with_its_runs()
    {
        var serials = Plant("9.31").In("UutData").ToDictionary(unit => unit.Of("Uut_GUID")!, unit => unit.Of("Serial"));
        var runs = Plant("9.2").In("IndexData").Where(run => serials.ContainsKey(run.Of("Uut_GUID")!)).ToList();

        Assert.NotEmpty(runs);
        Assert.All(runs, run => Assert.Equal(serials[run.Of("Uut_GUID")!], run.Of("SerialNumber")));
    }

    [Fact]
    public void An_old_schema_tells_times_apart_that_a_datetime_cannot()
    {
        Assert.Single(Moments("9.31", "Timestamp"));
        Assert.Equal(10, Moments("9.2", "StartTime").Count());

        static IEnumerable<object?> Moments(string schema, string column) =>
            Plant(schema)
                .In("IndexData")
                .Where(run => OddRuns.SameMillisecond.Contains((Guid)run.Of("Index_GUID")!))
                .Select(run => run.Of(column))
                .Distinct();
    }

    [Theory]
    [InlineData("9.31", "dbo")]
    [InlineData("9.2", "vte")]
    [InlineData("custom", "plant")]
    public void All_tables_lie_in_one_schema(string schema, string name) => Assert.Equal([name], Ddl.Schemas(schema));

    [Fact]
    public void A_custom_schema_has_no_column_that_the_others_have_except_keys_that_nobody_refers_to()
    {
        string[] internalKeys =
        [
            "AssemblyData_ID",
            "ProductRegistration_GUID",
            "RepairAction_ID",
            "SyndromeCause_ID",
            "TestData_ID",
            "TestsystemComponent_GUID",
            "UutHistory_ID",
        ];
        var known = Columns("9.31").Concat(Columns("9.2")).ToHashSet();

        Assert.Equal(internalKeys, Columns("custom").Where(known.Contains).Distinct().Order());

        static IEnumerable<string> Columns(string schema) => Ddl.Tables(schema).Values.SelectMany(table => table.Keys);
    }

    [Fact]
    public void The_overrides_name_columns_that_the_custom_schema_has()
    {
        var tables = Ddl.Tables("custom");
        var vte = Overrides().GetProperty("Vte");

        Assert.Equal(Ddl.Schemas("custom"), [vte.GetProperty("Schema").GetString()!]);
        Assert.All(
            vte.GetProperty("Columns").EnumerateObject(),
            column =>
                Assert.All(
                    TablesOf(column.Name),
                    table => Assert.Contains(column.Value.GetString()!, tables[table].Keys)
                )
        );
    }

    [Fact]
    public void An_edit_names_the_columns_of_its_schema()
    {
        var edit = LaterChanges.Edit(new PlantOptions { Schema = "custom" });

        Assert.Equal(("RunKey", "WorkOrder"), (edit.KeyColumn, edit.Column));
    }

    private static IEnumerable<PlantRow> Plant(string schema) =>
        SamplePlant.Rows(new PlantOptions { Runs = 250, Schema = schema });

    private static JsonElement Overrides() =>
        JsonDocument.Parse(Repository.Text("tests/data/vte-custom.overrides.json")).RootElement;

    private static string[] TablesOf(string logical) =>
        logical.Split('.') switch
        {
            [var table, "Step", _] => [table],
            ["Step", "LowLimit" or "HighLimit"] => ["TestDataNumeric"],
            ["Step", _] => ["TestDataNumeric", "TestDataText", "TestDataOther"],
            ["Run", _] => ["IndexData"],
            ["Uut", _] => ["UutData"],
            ["Testsystem", _] => ["TestSystems"],
            ["Component", _] => ["TestsystemComponents"],
            ["Assembly", _] => ["AssemblyData"],
            ["UutHistory", _] => ["UutHistory"],
            ["Repair", _] => ["RepairData"],
            ["RepairAction", _] => ["RepairActions"],
            ["Product" or "Testplan" or "TestplanRevision" or "User", _] => [logical.Split('.')[0] + "s"],
            ["ActionCode" or "FailureCode" or "Syndrome" or "SyndromeCause", _] => [$"Repair{logical.Split('.')[0]}s"],
            _ => throw new ArgumentException($"{logical} is not a logical column."),
        };
}
