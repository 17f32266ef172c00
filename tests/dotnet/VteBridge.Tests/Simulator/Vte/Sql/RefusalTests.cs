namespace VteBridge.Tests.Simulator.Vte.Sql;

/// <summary>
/// Wrong statements get SQL Server's error number, unsupported ones a refusal that names the construct. No statement gets a wrong answer.
/// </summary>
public sealed class RefusalTests(SharedPlant shared) : IClassFixture<SharedPlant>
{
    [Theory]
    [InlineData(102, "SELECT 1 FRM x y")]
    [InlineData(102, "SELECT FROM WHERE")]
    [InlineData(208, "SELECT * FROM NoSuchTable")]
    [InlineData(208, "SELECT * FROM other.dbo.IndexData")]
    [InlineData(207, "SELECT NoSuchColumn FROM IndexData")]
    [InlineData(207, "SELECT i.NoSuchColumn FROM IndexData i")]
    [InlineData(4104, "SELECT x.Result FROM IndexData i")]
    [InlineData(209, "SELECT Index_GUID FROM IndexData i JOIN TestDataText t ON t.Index_GUID = i.Index_GUID")]
    [InlineData(137, "SELECT @nothing")]
    [InlineData(195, "SELECT NO_SUCH_FUNCTION(1)")]
    [InlineData(8120, "SELECT Result, COUNT(*) FROM IndexData")]
    [InlineData(8120, "SELECT ExitCode + 1 FROM IndexData GROUP BY Result")]
    [InlineData(145, "SELECT DISTINCT Result FROM IndexData ORDER BY ExitCode")]
    [InlineData(108, "SELECT Result FROM IndexData ORDER BY 2")]
    [InlineData(116, "SELECT (SELECT Result, ExitCode FROM IndexData)")]
    [InlineData(206, "SELECT * FROM IndexData WHERE Index_GUID = 5")]
    [InlineData(206, "SELECT SYSDATETIME() + 1")]
    [InlineData(402, "SELECT * FROM IndexData WHERE CAST(Info1 AS ntext) = N'x'")]
    [InlineData(8117, "SELECT SUM(ProductName) FROM IndexData")]
    [InlineData(8134, "SELECT 1 / Result FROM IndexData")]
    [InlineData(8115, "SELECT 2147483647 + 1")]
    [InlineData(8115, "SELECT CAST(300 AS tinyint)")]
    [InlineData(8115, "SELECT CAST(9223372036854775807 AS bigint) + 1")]
    [InlineData(8115, "SELECT CAST(1e39 AS real)")]
    [InlineData(245, "SELECT CAST('abc' AS int)")]
    [InlineData(245, "SELECT 1 WHERE 'abc' = 1")]
    [InlineData(8114, "SELECT CAST('abc' AS float)")]
    [InlineData(8169, "SELECT * FROM IndexData WHERE Index_GUID = 'abc'")]
    [InlineData(241, "SELECT CAST('abc' AS datetime)")]
    [InlineData(242, "SELECT CAST(CAST('1700-01-01' AS datetime2) AS datetime)")]
    [InlineData(1060, "SELECT TOP (CAST(NULL AS int)) Result FROM IndexData")]
    [InlineData(911, "USE master2")]
    [InlineData(3952, "SET TRANSACTION ISOLATION LEVEL SNAPSHOT")]
    [InlineData(512, "SELECT (SELECT Result FROM IndexData)")]
    public async Task Is_an_error_with_its_number(int number, string sql) =>
        Assert.Equal(number, (await shared.Plant.FailureAsync(sql)).Number);

    [Theory]
    [InlineData("SELECT * FROM IndexData FOR XML AUTO")]
    [InlineData("SELECT 1 UNION SELECT 2")]
    [InlineData("WITH x AS (SELECT 1 AS a) SELECT a FROM x")]
    [InlineData("SELECT * FROM (VALUES (1)) AS v (a)")]
    [InlineData("SELECT COUNT(*) FROM UutData u FULL JOIN IndexData i ON u.Uut_GUID = i.Uut_GUID")]
    [InlineData("SELECT 1.5 * 2.25")]
    [InlineData("SELECT 7 % 4")]
    [InlineData("SELECT IIF(1 < 2, 1, 2)")]
    [InlineData("SELECT 1 WHERE 'a' LIKE '[a]'")]
    [InlineData("SELECT AVG(Result) FROM IndexData")]
    [InlineData("EXEC sp_who2")]
    [InlineData("CREATE TABLE x (a int)")]
    [InlineData("DROP TABLE IndexData")]
    [InlineData("TRUNCATE TABLE IndexData")]
    [InlineData("SELECT TOP 1 WITH TIES Result FROM IndexData ORDER BY Result")]
    [InlineData("SELECT TOP 50 PERCENT Result FROM IndexData")]
    [InlineData("SELECT 1 FROM IndexData a CROSS APPLY (SELECT 1 AS x) b")]
    [InlineData("SELECT SUM(Result) OVER (PARTITION BY ExitCode) FROM IndexData")]
    [InlineData("SELECT Result FROM IndexData ORDER BY Result OFFSET 1 ROWS")]
    [InlineData("DECLARE @x int = 1; SELECT @x")]
    [InlineData("BEGIN TRANSACTION")]
    [InlineData("SELECT Result FROM IndexData GROUP BY ROLLUP (Result)")]
    [InlineData("IF 1 = 1 SELECT 1")]
    [InlineData("WHILE 1 = 1 SELECT 1")]
    [InlineData("SET ROWCOUNT 5")]
    [InlineData("SET DATEFORMAT dmy")]
    [InlineData("SELECT * FROM IndexData WHERE Result = ANY (SELECT 1)")]
    [InlineData("SELECT SOUNDEX('a')")]
    public async Task Is_refused_by_name_when_it_is_not_supported(string sql)
    {
        var error = await shared.Plant.FailureAsync(sql);

        Assert.True(error.Number is 50000 or 195, error.Message);
        Assert.Contains(
            error.Number == 195 ? "not a recognized" : "does not support",
            error.Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(229, "INSERT INTO IndexData (Index_GUID, [Timestamp]) VALUES (NEWID(), GETDATE())")]
    [InlineData(229, "UPDATE IndexData SET Result = 1")]
    [InlineData(229, "DELETE FROM IndexData")]
    [InlineData(262, "SELECT * INTO #x FROM IndexData")]
    public async Task Nothing_can_be_changed_by_a_login_that_may_read(int number, string sql)
    {
        var error = await shared.Plant.FailureAsync(sql);

        Assert.Equal(number, error.Number);
        Assert.Equal(3, await shared.Plant.ScalarAsync("SELECT COUNT(*) FROM IndexData"));
    }

    [Fact]
    public async Task A_batch_with_one_wrong_statement_runs_none_of_them()
    {
        await using var connection = await shared.Plant.OpenAsync();

        await Assert.ThrowsAsync<Microsoft.Data.SqlClient.SqlException>(() =>
            connection.RowsAsync("SET LOCK_TIMEOUT 77; SELECT nothing FROM IndexData")
        );

        Assert.Equal(-1, (await connection.RowsAsync("SELECT @@LOCK_TIMEOUT"))[0][0]);
    }
}
