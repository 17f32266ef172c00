using VteBridge.Vte.Schema;
using static VteBridge.Tests.Vte.SchemaResolving;

namespace VteBridge.Tests.Vte;

/// <summary>Which column stands for a logical one, and what is said about a schema that cannot be read.</summary>
public sealed class SchemaResolverTests
{
    [Fact]
    public void The_first_candidate_that_exists_is_taken_whatever_its_case()
    {
        var schema = Resolve(With("IndexData", "STARTTIME", "datetime", without: "Timestamp"));

        Assert.Equal("STARTTIME", schema.Column("IndexData", "Run.Timestamp")!.Name);
        Assert.Equal("datetime", schema.Column("IndexData", "Run.Timestamp")!.Type);
    }

    /// <summary>SQL Server's type `timestamp`, for example, is a row version and no time.</summary>
    [Theory]
    [InlineData("timestamp")]
    [InlineData("datetimeoffset")]
    [InlineData("varchar")]
    [InlineData("time")]
    public void Timestamp_that_is_no_local_time_is_refused_or_replaced(string type)
    {
        var bad = With("IndexData", "Timestamp", type, without: "Timestamp");

        Assert.Contains($"Run.Timestamp: IndexData.Timestamp is of type {type};", Failure(bad));
        Assert.Equal(
            "StartTime",
            Resolve([.. bad, SiteSchemas.Column("IndexData", "StartTime", "datetime")])
                .Column("IndexData", "Run.Timestamp")!
                .Name
        );
    }

    /// <summary>A GUID can be written as text in several ways, so a page that continues from such a text could skip runs.</summary>
    [Theory]
    [InlineData("int")]
    [InlineData("char")]
    [InlineData("nvarchar")]
    public void Run_id_that_is_no_GUID_is_refused(string type)
    {
        IReadOnlyList<TableColumn> columns =
        [
            .. SiteSchemas.Barest.Where(c => !(c.Table == "IndexData" && c.Name == "Index_GUID")),
            SiteSchemas.Column("IndexData", "Index_GUID", type),
        ];

        Assert.Contains(
            $"Run.Id: IndexData.Index_GUID is of type {type}; a run's id is a uniqueidentifier",
            Failure(columns)
        );
    }

    [Fact]
    public void A_time_of_repairs_that_cannot_be_used_is_none()
    {
        IReadOnlyList<TableColumn> columns =
        [
            .. SiteSchemas.Barest,
            SiteSchemas.Column("RepairData", "Repair_GUID", "uniqueidentifier"),
            SiteSchemas.Column("RepairData", "Timestamp", "datetimeoffset"),
        ];

        Assert.Null(Resolve(columns).Column("RepairData", "Repair.Timestamp"));
    }

    [Fact]
    public void An_earlier_candidate_wins_over_a_later_one() =>
        Assert.Equal(
            "Timestamp",
            Resolve(With("IndexData", "TestDate", "datetime")).Column("IndexData", "Run.Timestamp")!.Name
        );

    [Fact]
    public void All_differences_are_told_at_once_with_nearest_names()
    {
        IReadOnlyList<TableColumn> columns =
        [
            SiteSchemas.Column("IndexData", "Index_ID", "uniqueidentifier"),
            SiteSchemas.Column("IndexData", "Timestmap", "datetime"),
            SiteSchemas.Column("IndexData", "Outcome", "int"),
            SiteSchemas.Column("TestDataText", "Index_GUID", "uniqueidentifier"),
            SiteSchemas.Column("TestDataText", "TestResult"),
        ];

        var text = Failure(columns);

        Assert.Contains("Run.Id", text);
        Assert.Contains("Run.Timestamp", text);
        Assert.Contains("Run.Result", text);
        Assert.Contains("Step.Name", text);
        Assert.Contains("No serial number", text);
        Assert.Contains("Nearest: Timestmap", text);
        Assert.Contains("dbo.IndexData has: Index_ID, Timestmap, Outcome", text);
    }

    [Fact]
    public void Columns_of_a_table_that_are_not_read_are_known()
    {
        var schema = Resolve([
            .. SiteSchemas.Barest,
            SiteSchemas.Column("IndexData", "PcName"),
            SiteSchemas.Column("IndexData", "Password"),
        ]);

        Assert.Equal(["PcName"], schema.Unread("IndexData"));
    }

    [Fact]
    public void Schema_without_VTE_is_told_with_what_it_has()
    {
        Assert.Contains("No table IndexData in schema 'dbo'", Failure([SiteSchemas.Column("Orders", "Id")]));
        Assert.Contains("Schema 'dbo' has: Orders", Failure([SiteSchemas.Column("Orders", "Id")]));
        Assert.Contains("sees no table at all in schema 'dbo'", Failure([]));
    }

    [Fact]
    public void Every_logical_column_of_reference_schema_is_bound()
    {
        var schema = SiteSchemas.Of("9.31");

        // In 9.31 the serial is with the unit.
        var absent = LogicalColumns
            .All.Where(c => !schema.Columns.ContainsKey(c.QualifiedName))
            .Select(c => c.QualifiedName);
        Assert.Equal(["IndexData.Run.Serial"], absent);
    }
}
