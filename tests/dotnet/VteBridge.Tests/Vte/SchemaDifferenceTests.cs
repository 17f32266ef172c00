using VteBridge.Configuration;
using VteBridge.Vte.Schema;

namespace VteBridge.Tests.Vte;

public sealed class SchemaDifferenceTests
{
    private static readonly IReadOnlyList<TableColumn> Before =
    [
        .. SiteSchemas.Barest,
        SiteSchemas.Column("TestDataNumeric", "Index_GUID", "uniqueidentifier"),
        SiteSchemas.Column("TestDataNumeric", "TestName"),
        SiteSchemas.Column("TestDataNumeric", "TestResult", "float"),
        SiteSchemas.Column("TestDataNumeric", "LowLimit", "float"),
    ];

    [Fact]
    public void Same_schema_has_no_difference()
    {
        var difference = Between(Before);

        Assert.Empty(difference.Gone);
        Assert.Empty(difference.Changed);
    }

    [Fact]
    public void Table_that_is_not_there_any_more_is_gone()
    {
        var difference = Between([.. Before.Where(c => c.Table != "TestDataText")]);

        Assert.Equal(["table dbo.TestDataText (TestDataText)"], difference.Gone);
    }

    [Fact]
    public void Vanished_column_is_gone_even_where_another_replaces_it()
    {
        var difference = Between([
            .. Before.Where(c => c.Name is not ("LowLimit" or "Serial")),
            SiteSchemas.Column("IndexData", "SerialNumber"),
        ]);

        Assert.Equal(
            [
                "column IndexData.Serial (Run.Serial): SerialNumber is read instead",
                "column TestDataNumeric.LowLimit (Step.LowLimit)",
            ],
            difference.Gone
        );
    }

    [Fact]
    public void New_and_reconfigured_columns_are_only_told()
    {
        var difference = Between(
            [
                .. Before.Select(c => c.Name == "LowLimit" ? c with { Type = "nvarchar" } : c),
                SiteSchemas.Column("IndexData", "Label"),
                SiteSchemas.Column("IndexData", "Hostname"),
            ],
            ("Run.Serial", "Label")
        );

        Assert.Empty(difference.Gone);
        Assert.Equal(
            [
                "column IndexData.Serial (Run.Serial): Label is read instead",
                "column TestDataNumeric.LowLimit (Step.LowLimit) is of type nvarchar instead of float",
                "column IndexData.Hostname (IndexData.Run.Hostname) is new",
            ],
            difference.Changed
        );
    }

    private static SchemaDifference Between(
        IReadOnlyList<TableColumn> now,
        params (string Key, string Column)[] overrides
    )
    {
        var json = RememberedSchema.Of(SchemaResolver.Resolve(new VteOptions(), Before)).ToJson();
        var options = new VteOptions { Columns = overrides.ToDictionary(o => o.Key, o => o.Column) };
        return SchemaDifference.Between(RememberedSchema.Parse(json), SchemaResolver.Resolve(options, now));
    }
}
