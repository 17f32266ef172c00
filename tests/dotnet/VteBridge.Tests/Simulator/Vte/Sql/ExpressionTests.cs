namespace VteBridge.Tests.Simulator.Vte.Sql;

/// <summary>Expressions without a table, each with the value and the type SQL Server gives.</summary>
public sealed class ExpressionTests(SharedPlant shared) : IClassFixture<SharedPlant>
{
    [Theory]
    [InlineData("7 / 2", 3)]
    [InlineData("-7 % 4", -3)]
    [InlineData("7 / 2e0", 3.5)]
    [InlineData("1 + 2 * 3", 7)]
    [InlineData("(1 + 2) * 3 - 1", 8)]
    [InlineData("6 & 3 | 8", 10)]
    [InlineData("CAST(7 AS bigint) * 10000000000", 70000000000d)]
    [InlineData("CASE WHEN 1 = 2 THEN 'a' WHEN NULL = NULL THEN 'b' ELSE 'c' END", "c")]
    [InlineData("CASE 2 WHEN 1 THEN 'a' WHEN 2 THEN 'b' END", "b")]
    [InlineData("IIF(1 < 2, 'yes', 'no')", "yes")]
    [InlineData("COALESCE(NULL, NULL, 5)", 5)]
    [InlineData("ISNULL(NULL, 'x')", "x")]
    [InlineData("NULLIF(3, 3)", null)]
    [InlineData("NULL", null)]
    [InlineData("CAST(NULL AS float)", null)]
    [InlineData("N'a' + 'b' + N'Ω'", "abΩ")]
    [InlineData("'a' + NULL", null)]
    [InlineData("CONCAT('a', NULL, 1)", "a1")]
    [InlineData("LEN(N'abc  ')", 3)]
    [InlineData("LEN(N'😀')", 2)]
    [InlineData("DATALENGTH(N'abc ')", 8)]
    [InlineData("DATALENGTH('abc ')", 4)]
    [InlineData("DATALENGTH(0x010203)", 3)]
    [InlineData("DATALENGTH(CAST(1 AS bigint))", 8)]
    [InlineData("LTRIM('  a ') + RTRIM('b  ') + '.'", "a b.")]
    [InlineData("UPPER(N'åb') + LOWER(N'ÅB')", "ÅBåb")]
    [InlineData("SUBSTRING('abcdef', 2, 3)", "bcd")]
    [InlineData("SUBSTRING('abc', 0, 2)", "a")]
    [InlineData("SUBSTRING('abc', 1, 3)", "abc")]
    [InlineData("SUBSTRING('abc', 1, 2)", "ab")]
    [InlineData("SUBSTRING(N'øøø', 1, 3)", "øøø")]
    [InlineData("SUBSTRING(N'øøø', 1, 2)", "øø")]
    [InlineData("LEFT('abc', 2) + 'c'", "abc")]
    [InlineData("REPLACE('aXbx', 'x', '-')", "a-b-")]
    [InlineData("CAST(12 AS nvarchar(10)) + CONVERT(varchar(3), 4)", "124")]
    [InlineData("CAST('12' AS int) + '3'", 15)]
    [InlineData("CAST('abcdef' AS nvarchar(3))", "abc")]
    [InlineData("CAST(1.26 AS decimal(5,1)) * 10", 13.00)]
    [InlineData("CAST(2.9 AS int)", 2)]
    [InlineData("CAST(2.9e0 AS int)", 2)]
    [InlineData("CAST(5 AS bit)", true)]
    [InlineData("CAST(0.1 AS real)", 0.1f)]
    [InlineData("CONVERT(varchar(23), CAST('2026-03-01T08:00:00.004' AS datetime), 121)", "2026-03-01 08:00:00.003")]
    [InlineData(
        "CONVERT(nvarchar(30), CAST('2026-03-01 08:00:00.1234567' AS datetime2(3)), 126)",
        "2026-03-01T08:00:00.123"
    )]
    [InlineData("CONVERT(varchar(8), CAST('2026-03-01' AS datetime), 112)", "20260301")]
    [InlineData(
        "CAST(CAST('6F9619FF-8B86-D011-B42D-00C04FC964FF' AS uniqueidentifier) AS char(36))",
        "6F9619FF-8B86-D011-B42D-00C04FC964FF"
    )]
    [InlineData("CONVERT(varchar(10), 0xABCD, 1)", "0xABCD")]
    [InlineData("DATEDIFF(day, GETDATE(), GETDATE() - 2)", -2)]
    [InlineData("TRY_CAST('x' AS int)", null)]
    [InlineData("TRY_CONVERT(datetime, 'nonsense')", null)]
    [InlineData("DATEDIFF(second, '2026-03-01T08:00:00', '2026-03-01T08:01:05')", 65)]
    [InlineData("DATEDIFF(year, '2025-12-31', '2026-01-01')", 1)]
    [InlineData(
        "DATEDIFF(millisecond, CAST('2026-03-01T08:00:00.003' AS datetime), CAST('2026-03-01T08:00:00.007' AS datetime))",
        3
    )]
    [InlineData(
        "CONVERT(varchar(19), DATEADD(month, 1, CAST('2026-01-31T10:00:00' AS datetime)), 126)",
        "2026-02-28T10:00:00"
    )]
    [InlineData(
        "CASE WHEN 'ABC' LIKE 'a_c' AND 'a%c' LIKE 'a[%]c' AND 'x' LIKE '[^a-c]' AND 'a_b' LIKE 'a!_b' ESCAPE '!' THEN 1 ELSE 0 END",
        1
    )]
    [InlineData("CASE WHEN 'a  ' = 'A' AND N'Å' = N'å' AND 'a' <> ' a' THEN 1 ELSE 0 END", 1)]
    public async Task Evaluates(string expression, object? expected)
    {
        var value = await shared.Plant.ScalarAsync($"SELECT {expression} AS x");

        Assert.Equal(expected, value is decimal exact ? (double)exact : value);
    }

    [Theory]
    [InlineData("1.5 * 2.25", "3.375")]
    [InlineData("10.0 / 3", "3.333333")]
    [InlineData("100.0 * 1 / 3", "33.333333")]
    [InlineData("100.0 * COUNT(*) / 3", "33.333333")]
    [InlineData("'2' * 1.5", "3.00")]
    [InlineData("CAST(1 AS decimal(9,2)) + 0.005", "1.005")]
    [InlineData("-1.25", "-1.25")]
    [InlineData("CAST('12.345' AS money)", "12.3450")]
    [InlineData("12345678901", "12345678901")]
    public async Task Decimals_keep_the_scale_that_the_rules_of_precision_give(string expression, string expected)
    {
        var value = Assert.IsType<decimal>(await shared.Plant.ScalarAsync($"SELECT {expression}"));

        Assert.Equal(expected, value.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }
}
