namespace VteBridge.Tests.Simulator.Vte.Sql;

/// <summary>Each construct of T-SQL with the result that SQL Server documents for it.</summary>
public sealed class QueryTests(SharedPlant shared) : IClassFixture<SharedPlant>
{
    [Theory]
    [InlineData("SELECT COUNT(*) FROM IndexData", 3)]
    [InlineData("SELECT COUNT_BIG(*) FROM dbo.IndexData", 3L)]
    [InlineData("SELECT COUNT(TestTime) FROM [dbo].[indexdata]", 2)]
    [InlineData("SELECT COUNT(DISTINCT ProductName) FROM VTE9_3.dbo.IndexData", 2)]
    [InlineData("SELECT MIN(TestStepNumber) + MAX(TestStepNumber) FROM TestDataNumeric", 3)]
    [InlineData("SELECT SUM(Result) FROM IndexData WHERE 1 = 0", null)]
    [InlineData("SELECT MAX(TestResult) FROM TestDataNumeric", 9.91E37)]
    [InlineData("SELECT TOP 1 Info1 FROM IndexData ORDER BY [Timestamp] DESC", "")]
    [InlineData("SELECT TOP (1) Result FROM IndexData ORDER BY ExitCode", 0)]
    [InlineData("SELECT TOP (1) Result FROM IndexData ORDER BY ExitCode DESC, Result", 1)]
    [InlineData(
        "SELECT u.Serial FROM IndexData i JOIN UutData u ON u.Uut_GUID = i.Uut_GUID WHERE i.Result = 0",
        "SN-2"
    )]
    [InlineData(
        "SELECT COUNT(*) FROM IndexData i LEFT OUTER JOIN UutData u ON u.Uut_GUID = i.Uut_GUID WHERE u.Uut_GUID IS NULL",
        1
    )]
    [InlineData(
        "SELECT COUNT(*) FROM (SELECT CAST([Timestamp] AS date) AS d FROM IndexData GROUP BY CAST([Timestamp] AS date)) x",
        1
    )]
    [InlineData(
        "SELECT COUNT_BIG(*) + CHECKSUM_AGG(BINARY_CHECKSUM(Index_GUID)) * 0 FROM IndexData GROUP BY CONVERT(date, [Timestamp])",
        3L
    )]
    [InlineData("SELECT CHECKSUM_AGG(Result) FROM IndexData WHERE 1 = 0", null)]
    [InlineData("SELECT COUNT(*) FROM IndexData a, UutData b WHERE a.Uut_GUID = b.Uut_GUID", 2)]
    [InlineData(
        "SELECT COUNT(*) FROM IndexData i WHERE EXISTS (SELECT * FROM TestDataNumeric t WHERE t.Index_GUID = i.Index_GUID AND t.LowLimit IS NOT NULL)",
        2
    )]
    [InlineData(
        "SELECT COUNT(*) FROM IndexData WHERE Index_GUID NOT IN (SELECT Index_GUID FROM TestDataNumeric WHERE TestResult < 0)",
        2
    )]
    [InlineData(
        "SELECT (SELECT COUNT(*) FROM TestDataNumeric t WHERE t.Index_GUID = i.Index_GUID) FROM IndexData i WHERE i.Info1 = 'first'",
        2
    )]
    [InlineData(
        "SELECT x.n FROM (SELECT Result, COUNT(*) AS n FROM IndexData GROUP BY Result HAVING COUNT(*) > 1) AS x",
        2
    )]
    [InlineData("SELECT COUNT(*) FROM (SELECT Result FROM IndexData UNION ALL SELECT Result FROM IndexData) x", 6)]
    [InlineData("SELECT COUNT(*) FROM (SELECT DISTINCT ProductName FROM IndexData) x", 2)]
    [InlineData("SELECT COUNT(*) FROM (SELECT ProductName FROM IndexData GROUP BY ProductName) x", 2)]
    [InlineData(
        "SELECT COUNT(*) FROM IndexData WHERE [Timestamp] BETWEEN '2026-03-01T08:00:00' AND '20260301 08:01'",
        2
    )]
    [InlineData("SELECT COUNT(*) FROM IndexData WHERE NOT (Result = 1 OR ExitCode IS NULL)", 0)]
    [InlineData("SELECT COUNT(*) FROM IndexData WHERE Result IN (0, 7) OR ProductName = N'FILTER'", 2)]
    [InlineData("SELECT COUNT(*) FROM IndexData WHERE ExitCode <> 5", 1)]
    [InlineData("SELECT COUNT(*) FROM IndexData WHERE Index_GUID = '00000000-0000-0000-0000-000000000002'", 1)]
    [InlineData("SELECT COUNT(*) FROM IndexData WHERE TestTime > 3.2", 2)]
    public async Task Selects(string sql, object? expected) =>
        Assert.Equal(expected, await shared.Plant.ScalarAsync(sql));

    [Fact]
    public async Task Stars_give_the_columns_in_the_order_of_the_table()
    {
        await using var connection = await shared.Plant.OpenAsync();
        await using var command = connection.Command(
            "SELECT i.*, u.Serial FROM IndexData i LEFT JOIN UutData u ON u.Uut_GUID = i.Uut_GUID"
        );
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["Index_GUID", "Timestamp", "Result"], Enumerable.Range(0, 3).Select(reader.GetName));
        Assert.Equal((22, "Serial", "real"), (reader.FieldCount, reader.GetName(21), reader.GetDataTypeName(4)));
    }
}
