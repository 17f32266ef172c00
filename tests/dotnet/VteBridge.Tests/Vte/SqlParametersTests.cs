using System.Data;
using VteBridge.Vte.Reading;
using VteBridge.Vte.Schema;

namespace VteBridge.Tests.Vte;

/// <summary>A position must be bound with the exact type of its column; with any other type rows are lost or repeated.</summary>
public sealed class SqlParametersTests
{
    private static readonly DateTime Time = new(2026, 2, 2, 11, 59, 59, 997);

    [Theory]
    [InlineData("datetime", 3, SqlDbType.DateTime)]
    [InlineData("datetime2", 7, SqlDbType.DateTime2)]
    [InlineData("datetime2", 3, SqlDbType.DateTime2)]
    [InlineData("smalldatetime", 0, SqlDbType.SmallDateTime)]
    [InlineData("date", 0, SqlDbType.Date)]
    public void A_time_has_the_type_of_its_column(string type, int precision, SqlDbType expected)
    {
        var parameter = Of(type, precision).Time("@t", Time);

        Assert.Equal(expected, parameter.SqlDbType);
        if (expected == SqlDbType.DateTime2)
            Assert.Equal(((byte)precision, Time), (parameter.Scale, (DateTime)parameter.Value!));
    }

    /// <summary>The server would round the parameter to the nearest minute, and the bound would then lie in the future.</summary>
    [Fact]
    public void An_upper_bound_is_not_rounded_up_to_the_next_minute() =>
        Assert.Equal(new DateTime(2026, 2, 2, 11, 59, 0), Of("smalldatetime", 0).Time("@t", Time).Value);

    [Fact]
    public void What_lies_before_the_column_s_calendar_is_its_first_value()
    {
        Assert.Equal(new DateTime(1753, 1, 1), Of("datetime", 3).Time("@t", DateTime.MinValue).Value);
        Assert.Equal(new DateTime(1900, 1, 1), Of("smalldatetime", 0).Time("@t", DateTime.MinValue).Value);
        Assert.Equal(DateTime.MinValue, Of("datetime2", 7).Time("@t", DateTime.MinValue).Value);
    }

    [Fact]
    public void What_lies_behind_the_column_s_calendar_is_its_last_value()
    {
        Assert.Equal(new DateTime(2079, 6, 6, 23, 59, 0), Of("smalldatetime", 0).Time("@t", DateTime.MaxValue).Value);
        Assert.Equal(
            new DateTime(9999, 12, 31, 23, 59, 59, 997),
            Of("datetime", 3).Time("@t", DateTime.MaxValue).Value
        );
    }

    [Theory]
    [InlineData("uniqueidentifier", "6f9619ff-8b86-d011-b42d-00c04fc964ff", SqlDbType.UniqueIdentifier)]
    [InlineData("bigint", "17", SqlDbType.BigInt)]
    [InlineData("int", "17", SqlDbType.BigInt)]
    [InlineData("varchar", "R-17", SqlDbType.VarChar)]
    [InlineData("nvarchar", "R-17", SqlDbType.NVarChar)]
    public void An_id_has_the_type_of_its_column(string type, string id, SqlDbType expected) =>
        Assert.Equal(
            expected,
            new SqlParameters(SiteSchemas.Column("T", "At", "datetime"), SiteSchemas.Column("T", "Id", type))
                .Id("@id", id)
                .SqlDbType
        );

    private static SqlParameters Of(string type, int precision) =>
        new(
            new TableColumn("IndexData", "Timestamp", type, null, precision),
            SiteSchemas.Column("IndexData", "Index_GUID", "uniqueidentifier")
        );
}
