namespace VteBridge.Tests.Simulator.Vte.Sql;

/// <summary>Expressions without a table, each with the value and the type that SQL Server gives.</summary>
public sealed class ExpressionTests(SharedPlant shared) : IClassFixture<SharedPlant>
{
    [Theory]
    [InlineData("7 / 2", 3)]
    [InlineData("7 / 2e0", 3.5)]
    [InlineData("1 + 2 * 3", 7)]
    [InlineData("(1 + 2) * 3 - 1", 8)]
    [InlineData("CAST(7 AS bigint) * 3", 21L)]
    [InlineData("CASE WHEN 1 = 2 THEN 'a' WHEN NULL = NULL THEN 'b' ELSE 'c' END", "c")]
    [InlineData("COALESCE(NULL, NULL, 5)", 5)]
    [InlineData("ISNULL(NULL, 'x')", "x")]
    [InlineData("NULL", null)]
    [InlineData("CAST(NULL AS float)", null)]
    [InlineData("N'a' + 'b' + N'Ω'", "abΩ")]
    [InlineData("'a' + NULL", null)]
    [InlineData("CAST(12 AS nvarchar(10)) + CONVERT(varchar(3), 4)", "124")]
    [InlineData("CAST('12' AS int) + '3'", 15)]
    [InlineData("CAST('abcdef' AS nvarchar(3))", "abc")]
    [InlineData("CAST(2.9 AS int)", 2)]
    [InlineData("CAST(2.9e0 AS int)", 2)]
    [InlineData("CAST(5 AS bit)", true)]
    [InlineData("CAST(0.1 AS real)", 0.1f)]
    [InlineData("CONVERT(varchar(23), CAST('2026-03-01T08:00:00.004' AS datetime), 121)", "2026-03-01 08:00:00.003")]
    [InlineData(
        "CONVERT(nvarchar(30), CAST('2026-03-01 08:00:00.1234567' AS datetime2(3)), 126)",
        "2026-03-01T08:00:00.123"
    )]
    [InlineData(
        "CAST(CAST('6F9619FF-8B86-D011-B42D-00C04FC964FF' AS uniqueidentifier) AS char(36))",
        "6F9619FF-8B86-D011-B42D-00C04FC964FF"
    )]
    [InlineData("TRY_CAST('x' AS int)", null)]
    [InlineData("CASE WHEN 'ABC' LIKE 'a_c' AND N'Øre' LIKE '%E' AND 'x' NOT LIKE 'y%' THEN 1 ELSE 0 END", 1)]
    [InlineData("CASE WHEN 'a  ' = 'A' AND N'Å' = N'å' AND 'a' <> ' a' THEN 1 ELSE 0 END", 1)]
    public async Task Evaluates(string expression, object? expected)
    {
        var value = await shared.Plant.ScalarAsync($"SELECT {expression} AS x");

        Assert.Equal(expected, value is decimal exact ? (double)exact : value);
    }

    [Theory]
    [InlineData("-1.25", "-1.25")]
    [InlineData("CAST(1.256 AS decimal(9,2))", "1.26")]
    [InlineData("CAST('12.5' AS decimal(9,3))", "12.500")]
    [InlineData("12345678901", "12345678901")]
    public async Task Decimals_keep_the_scale_of_their_type(string expression, string expected)
    {
        var value = Assert.IsType<decimal>(await shared.Plant.ScalarAsync($"SELECT {expression}"));

        Assert.Equal(expected, value.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }
}
