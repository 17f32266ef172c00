using VteBridge.Configuration;
using VteBridge.Vte.Schema;
using static VteBridge.Tests.Vte.SchemaResolving;

namespace VteBridge.Tests.Vte;

/// <summary>A table or column that the configuration names is used as written or refused.</summary>
public sealed class SchemaOverrideTests
{
    [Fact]
    public void An_override_wins_over_every_candidate() =>
        Assert.Equal(
            "MyTime",
            Resolve(With("IndexData", "MyTime", "datetime"), ("Run.Timestamp", "MyTime"))
                .Column("IndexData", "Run.Timestamp")!
                .Name
        );

    [Fact]
    public void An_override_can_be_for_one_table_alone()
    {
        var schema = Resolve([.. With("TestDataText", "Words"), .. Numbers], ("TestDataText.Step.Result", "Words"));

        Assert.Equal("Words", schema.Column("TestDataText", "Step.Result")!.Name);
        Assert.Equal("TestResult", schema.Column("TestDataNumeric", "Step.Result")!.Name);
    }

    [Fact]
    public void Step_override_of_one_table_leaves_others_their_candidates()
    {
        var schema = Resolve(
            [.. With("TestDataText", "Caption", without: "TestName"), .. Numbers],
            ("Step.Name", "Caption")
        );

        Assert.Equal("Caption", schema.Column("TestDataText", "Step.Name")!.Name);
        Assert.Equal("TestName", schema.Column("TestDataNumeric", "Step.Name")!.Name);
    }

    [Fact]
    public void Override_of_no_logical_column_names_the_nearest() =>
        Assert.Contains(
            "Vte:Columns:Run.Serail is not a logical column. Did you mean Run.Serial",
            Failure(SiteSchemas.Barest, ("Run.Serail", "Serial"))
        );

    [Fact]
    public void Override_of_an_absent_column_is_told() =>
        Assert.Contains("Run.Hostname", Failure(SiteSchemas.Barest, ("Run.Hostname", "PcName")));

    [Theory]
    [InlineData("Run.Hostname", "Hostnmae", "Nearest: Hostname")]
    [InlineData("Run.Serial", "SN", "names 'SN', which IndexData does not have")]
    [InlineData("Step.Result", "TestResalt", "Nearest: TestResult")]
    [InlineData("TestDataText.Step.Result", "TestResalt", "Nearest: TestResult")]
    [InlineData("Repair.Comment", "Remark", "names 'Remark', which RepairData does not have")]
    public void Override_that_names_nothing_is_refused_despite_a_default(string key, string name, string says) =>
        Assert.Contains(
            says,
            Failure([.. SiteSchemas.Barest, SiteSchemas.Column("IndexData", "Hostname")], (key, name))
        );

    [Fact]
    public void Table_override_that_names_nothing_is_refused_with_the_nearest_name()
    {
        var failure = Assert.Throws<VteFailure>(() =>
            SchemaResolver.Resolve(
                new VteOptions { Tables = new Dictionary<string, string> { ["TestDataText"] = "TestDataTxt" } },
                [
                    .. SiteSchemas.Barest,
                    SiteSchemas.Column("TestDataNumeric", "Index_GUID", "uniqueidentifier"),
                    SiteSchemas.Column("TestDataNumeric", "TestName"),
                    SiteSchemas.Column("TestDataNumeric", "TestResult", "float"),
                ]
            )
        );

        Assert.Contains("Vte:Tables:TestDataText names 'TestDataTxt'", failure.Message);
        Assert.Contains("Nearest: TestDataText", failure.Message);
    }

    [Fact]
    public void A_table_of_another_name_is_found_by_its_override()
    {
        var columns = SiteSchemas
            .Barest.Select(c => c with { Table = c.Table == "IndexData" ? "Runs" : c.Table })
            .ToList();

        var schema = SchemaResolver.Resolve(
            new VteOptions { Tables = new Dictionary<string, string> { ["IndexData"] = "Runs" } },
            columns
        );

        Assert.Equal("[dbo].[Runs]", schema.Table("IndexData"));
    }

    private static IReadOnlyList<TableColumn> Numbers =>
        [
            SiteSchemas.Column("TestDataNumeric", "Index_GUID", "uniqueidentifier"),
            SiteSchemas.Column("TestDataNumeric", "TestName"),
            SiteSchemas.Column("TestDataNumeric", "TestResult", "float"),
        ];
}
