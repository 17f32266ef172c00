using VteBridge.Simulator.Vte;

namespace VteBridge.Tests.Simulator.Vte.Sql;

public sealed class MetadataTests(SharedPlant shared) : IClassFixture<SharedPlant>
{
    [Fact]
    public async Task The_columns_of_a_table_are_described_as_they_were_created()
    {
        var rows = await shared.Plant.RowsAsync(
            """
            SELECT COLUMN_NAME, ORDINAL_POSITION, DATA_TYPE, IS_NULLABLE, CHARACTER_MAXIMUM_LENGTH, NUMERIC_PRECISION, DATETIME_PRECISION
            FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_SCHEMA = 'dbo' AND TABLE_NAME = N'indexdata' ORDER BY ORDINAL_POSITION
            """
        );

        Assert.Equal(21, rows.Count);
        Assert.Equal(["Index_GUID", 1, "uniqueidentifier", "NO", null, null, null], rows[0]);
        Assert.Equal(["Timestamp", 2, "datetime", "NO", null, null, (short)3], rows[1]);
        Assert.Equal(["Result", 3, "int", "YES", null, (byte)10, null], rows[2]);
        Assert.Equal(["Hostname", 12, "nvarchar", "YES", 255, null, null], rows[11]);
        Assert.Equal(["Info1", 19, "nvarchar", "YES", -1, null, null], rows[18]);
    }

    [Fact]
    public async Task All_twenty_one_tables_are_listed() =>
        Assert.Equal(
            21,
            await shared.Plant.ScalarAsync(
                "SELECT COUNT(*) FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_TYPE = 'BASE TABLE'"
            )
        );

    [Theory]
    [InlineData("DB_NAME()", VteDatabase.Name)]
    [InlineData("@@SERVERNAME", "VTE-SIMULATOR")]
    [InlineData("SUSER_SNAME()", "vtebridge_reader")]
    [InlineData("CAST(SERVERPROPERTY('ProductVersion') AS nvarchar(128))", "13.0.6300.2")]
    [InlineData("HAS_PERMS_BY_NAME('dbo.IndexData', 'OBJECT', 'SELECT')", 1)]
    [InlineData("HAS_PERMS_BY_NAME('[dbo].[IndexData]', 'OBJECT', 'INSERT')", 0)]
    [InlineData("HAS_PERMS_BY_NAME('dbo.Nothing', 'OBJECT', 'SELECT')", 0)]
    [InlineData("HAS_PERMS_BY_NAME(NULL, NULL, 'VIEW SERVER STATE')", 0)]
    [InlineData("@@LOCK_TIMEOUT", -1)]
    public async Task Tells_about_itself(string expression, object? expected) =>
        Assert.Equal(expected, await shared.Plant.ScalarAsync($"SELECT {expression}"));

    [Fact]
    public async Task Nothing_ever_blocks() =>
        Assert.Empty(
            await shared.Plant.RowsAsync(
                "SELECT session_id, blocking_session_id, wait_time FROM sys.dm_exec_requests WHERE blocking_session_id <> 0"
            )
        );

    [Fact]
    public async Task The_version_names_the_server() =>
        Assert.StartsWith(
            "Microsoft SQL Server 2016",
            (string?)await shared.Plant.ScalarAsync("SELECT @@VERSION"),
            StringComparison.Ordinal
        );
}
