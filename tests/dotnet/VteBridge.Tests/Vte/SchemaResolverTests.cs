using VteBridge.Configuration;
using VteBridge.Vte.Schema;

namespace VteBridge.Tests.Vte;

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
    public void Columns_of_a_table_that_are_not_read_are_known()
    {
        var schema = Resolve([
            .. SiteSchemas.Barest,
            SiteSchemas.Column("IndexData", "PcName"),
            SiteSchemas.Column("IndexData", "Password"),
        ]);

        Assert.Equal(["PcName"], schema.Unread("IndexData"));
    }

    [Theory]
    [InlineData("Password")]
    [InlineData("UserPassword")]
    [InlineData("PASSWD")]
    [InlineData("Secret")]
    public void An_override_that_names_a_password_is_refused(string column)
    {
        IReadOnlyList<TableColumn> columns =
        [
            .. SiteSchemas.Barest,
            SiteSchemas.Column("Users", "User_GUID", "uniqueidentifier"),
            SiteSchemas.Column("Users", column),
        ];

        Assert.Contains(
            $"Vte:Columns:User.Name names '{column}': passwords are never read",
            Failure(columns, ("User.Name", column))
        );
    }

    [Fact]
    public void Columns_that_hold_passwords_are_not_even_listed()
    {
        IReadOnlyList<TableColumn> columns =
        [
            .. SiteSchemas.Barest,
            SiteSchemas.Column("Users", "Nickname"),
            SiteSchemas.Column("Users", "Password"),
        ];

        var text = Failure(columns);

        Assert.Contains("dbo.Users has: Nickname", text);
        Assert.DoesNotContain("Password", text);
    }

    [Fact]
    public void No_candidate_of_ours_is_the_name_of_a_password() =>
        Assert.DoesNotContain(LogicalColumns.All.SelectMany(c => c.Candidates), SchemaResolver.IsSecret);

    [Fact]
    public void Schema_without_VTE_is_told_with_what_it_has()
    {
        Assert.Contains("No table IndexData in schema 'dbo'", Failure([SiteSchemas.Column("Orders", "Id")]));
        Assert.Contains("Schema 'dbo' has: Orders", Failure([SiteSchemas.Column("Orders", "Id")]));
        Assert.Contains("sees no table at all in schema 'dbo'", Failure([]));
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

    private static VteSchema Resolve(
        IReadOnlyList<TableColumn> columns,
        params (string Key, string Column)[] overrides
    ) =>
        SchemaResolver.Resolve(new VteOptions { Columns = overrides.ToDictionary(o => o.Key, o => o.Column) }, columns);

    private static string Failure(IReadOnlyList<TableColumn> columns, params (string Key, string Column)[] overrides)
    {
        var failure = Assert.Throws<VteFailure>(() => Resolve(columns, overrides));
        Assert.Equal(ExitCode.VteUnavailable, failure.ExitCode);
        return failure.Message;
    }

    private static IReadOnlyList<TableColumn> Numbers =>
        [
            SiteSchemas.Column("TestDataNumeric", "Index_GUID", "uniqueidentifier"),
            SiteSchemas.Column("TestDataNumeric", "TestName"),
            SiteSchemas.Column("TestDataNumeric", "TestResult", "float"),
        ];

    private static IReadOnlyList<TableColumn> With(
        string table,
        string column,
        string type = "nvarchar",
        string? without = null
    ) =>
        [
            .. SiteSchemas.Barest.Where(c => c.Table != table || c.Name != without),
            SiteSchemas.Column(table, column, type),
        ];
}
