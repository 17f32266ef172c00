using VteBridge.Simulator.Vte;
using VteBridge.Simulator.Vte.Plant;

namespace VteBridge.Tests.Simulator.Plant;

/// <summary>The rows must fit into the databases that the create scripts make.</summary>
public sealed class SchemaTests
{
    public static TheoryData<string> Schemas => ["9.31", "9.2", "custom"];

    [Theory, MemberData(nameof(Schemas))]
    public void Every_row_fits_its_table(string schema)
    {
        var tables = Ddl.Tables(schema);
        var rows = SamplePlant.Rows(new PlantOptions { Runs = 250, Schema = schema }).ToList();

        Assert.NotEmpty(rows);
        Assert.Empty(rows.SelectMany(row => Misfits(row, tables)).Distinct());
    }

    [Theory, MemberData(nameof(Schemas))]
    public void Every_table_has_rows(string schema)
    {
        var filled = SamplePlant
            .Rows(new PlantOptions { Runs = 250, Schema = schema })
            .Select(row => row.Table)
            .ToHashSet();

        Assert.Equal(Ddl.Tables(schema).Keys.Order(), filled.Order());
    }

    [Fact]
    public void The_reference_schema_has_21_tables() => Assert.Equal(21, Ddl.Tables("9.31").Count);

    [Fact]
    public void An_unknown_schema_is_refused_with_the_ones_there_are()
    {
        var refused = Assert.Throws<ArgumentException>(() => SamplePlant.Rows(new PlantOptions { Schema = "9.4" }));

        Assert.Contains("9.31, 9.2 and custom", refused.Message);
    }

    private static IEnumerable<string> Misfits(
        PlantRow row,
        IReadOnlyDictionary<string, IReadOnlyDictionary<string, DdlColumn>> tables
    )
    {
        if (!tables.TryGetValue(row.Table, out var columns))
            return [$"no table {row.Table}"];
        var missing = columns.Values.Where(column => column.Required && !row.Columns.Contains(column.Name));
        return row
            .Columns.Zip(row.Values)
            .Select(pair =>
                !columns.TryGetValue(pair.First, out var column) ? $"{row.Table} has no column {pair.First}"
                : Fits(column, pair.Second) ? null
                : $"{row.Table}.{column.Name} ({column.Type} {column.Length}) cannot hold a {pair.Second?.GetType()}"
            )
            .Concat(missing.Select(column => $"{row.Table}.{column.Name} is not given"))
            .OfType<string>();
    }

    private static bool Fits(DdlColumn column, object? value) =>
        (column.Type, value) switch
        {
            (_, null) => !column.Required,
            ("UniqueIdentifier", Guid) or ("Bit", bool) or ("Int", int) or ("Real", float) => true,
            ("DateTime", DateTime time) => time == SqlTime.ToDateTime(time),
            ("SmallDateTime", DateTime time) => time == SqlTime.ToMinutes(time),
            ("DateTime2", DateTime time) => column.Length != 3 || time == SqlTime.ToMilliseconds(time),
            ("Float", double number) => double.IsFinite(number) && !double.IsSubnormal(number),
            ("NVarChar", string text) => text.Length <= (column.Length ?? int.MaxValue),
            ("VarBinary", byte[] bytes) => bytes.Length <= (column.Length ?? int.MaxValue),
            _ => false,
        };
}
