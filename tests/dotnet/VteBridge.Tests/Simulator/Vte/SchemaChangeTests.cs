using VteBridge.Simulator.Vte;
using VteBridge.Simulator.Vte.Sql;

namespace VteBridge.Tests.Simulator.Vte;

/// <summary>Schema changes that may happen to a site's database while it is read.</summary>
public sealed class SchemaChangeTests : IAsyncLifetime
{
    private static readonly Guid Id = new("00000000-0000-0000-0000-00000000000a");
    private TestPlant _plant = null!;

    public async ValueTask InitializeAsync()
    {
        _plant = await TestPlant.StartAsync();
        _plant.Database.Insert([Run(Id, new DateTime(2026, 3, 1, 8, 0, 0))]);
    }

    public ValueTask DisposeAsync() => _plant.DisposeAsync();

    [Fact]
    public async Task Rows_without_keys_are_taken_once_the_columns_allow_NULL()
    {
        Assert.Throws<ArgumentException>(() => _plant.Database.Insert([Run(null, null)]));

        _plant.Database.Execute(
            """
            ALTER TABLE IndexData DROP CONSTRAINT PK_IndexData;
            ALTER TABLE IndexData ALTER COLUMN Index_GUID uniqueidentifier NULL;
            ALTER TABLE IndexData ALTER COLUMN [Timestamp] datetime NULL;
            """
        );
        _plant.Database.Insert([Run(null, null), Run(Id, null)]);

        Assert.Equal(3, await _plant.ScalarAsync("SELECT COUNT(*) FROM IndexData"));
        Assert.Equal(2, await _plant.ScalarAsync("SELECT COUNT(*) FROM IndexData WHERE [Timestamp] IS NULL"));
        Assert.Equal(2, await _plant.ScalarAsync($"SELECT COUNT(*) FROM IndexData WHERE Index_GUID = '{Id}'"));
    }

    [Fact]
    public async Task A_renamed_table_is_not_there_any_more()
    {
        const string read = "SELECT COUNT(*) FROM TestDataText";
        Assert.Equal(0, await _plant.ScalarAsync(read));

        _plant.Database.Execute("EXEC sp_rename 'dbo.TestDataText', 'Old'");

        Assert.Equal(208, (await _plant.FailureAsync(read)).Number);
        Assert.Equal(0, await _plant.ScalarAsync("SELECT COUNT(*) FROM Old"));
        Assert.Equal(["Old"], await TablesAsync("'Old', 'TestDataText'"));
    }

    [Fact]
    public async Task A_renamed_or_dropped_column_is_not_there_any_more()
    {
        _plant.Database.Execute(
            "EXEC sp_rename 'dbo.IndexData.Result', 'Verdict', 'COLUMN'; ALTER TABLE IndexData DROP COLUMN [Timestamp]"
        );

        Assert.Equal(207, (await _plant.FailureAsync("SELECT Result FROM IndexData")).Number);
        Assert.Equal(207, (await _plant.FailureAsync("SELECT [Timestamp] FROM IndexData")).Number);
        Assert.Equal(1, await _plant.ScalarAsync("SELECT Verdict FROM IndexData"));
    }

    [Fact]
    public async Task A_dropped_table_is_not_there_any_more()
    {
        _plant.Database.Execute("DROP TABLE TestDataText");

        Assert.Equal(208, (await _plant.FailureAsync("SELECT * FROM TestDataText")).Number);
    }

    [Fact]
    public async Task A_column_takes_its_values_over_into_another_type()
    {
        _plant.Database.Execute("ALTER TABLE IndexData ALTER COLUMN Result nvarchar(10) NULL");
        _plant.Database.Execute("UPDATE IndexData SET Result = Result + N',5'");

        Assert.Equal("1,5", await _plant.ScalarAsync("SELECT Result FROM IndexData"));
    }

    [Fact]
    public async Task A_table_without_a_grant_is_hidden_and_refused_until_it_is_granted()
    {
        const string read = "SELECT COUNT(*) FROM IndexData";
        _plant.Database.Execute("REVOKE SELECT ON dbo.IndexData TO vtebridge_reader");

        Assert.Equal(229, (await _plant.FailureAsync(read)).Number);
        Assert.Empty(await TablesAsync("'IndexData'"));
        Assert.Equal(0, await _plant.ScalarAsync("SELECT HAS_PERMS_BY_NAME('dbo.IndexData', 'OBJECT', 'SELECT')"));

        _plant.Database.Execute("GRANT SELECT ON dbo.IndexData TO vtebridge_reader");
        Assert.Equal(1, await _plant.ScalarAsync(read));
    }

    [Fact]
    public async Task A_view_reads_as_a_table_that_may_hold_a_key_twice()
    {
        _plant.Database.Execute(
            """
            EXEC sp_rename 'dbo.IndexData', 'Runs';
            GO
            CREATE VIEW dbo.IndexData AS SELECT * FROM Runs UNION ALL SELECT * FROM Runs;
            """
        );

        Assert.Equal(2, await _plant.ScalarAsync($"SELECT COUNT(*) FROM IndexData i WHERE i.Index_GUID = '{Id}'"));
        Assert.Equal(
            "VIEW",
            await _plant.ScalarAsync("SELECT TABLE_TYPE FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_NAME = 'IndexData'")
        );
    }

    [Fact]
    public async Task The_leading_columns_of_indexes_can_be_asked_for()
    {
        const string leading = """
            SELECT c.name FROM sys.indexes i
            JOIN sys.objects o ON o.object_id = i.object_id JOIN sys.schemas s ON s.schema_id = o.schema_id
            JOIN sys.index_columns ic ON ic.object_id = i.object_id AND ic.index_id = i.index_id AND ic.key_ordinal = 1
            JOIN sys.columns c ON c.object_id = i.object_id AND c.column_id = ic.column_id
            WHERE o.name = N'IndexData' AND s.name = N'dbo' AND o.type = 'U' ORDER BY c.name
            """;
        Assert.Equal(["Index_GUID", "Timestamp", "Uut_GUID"], (await _plant.RowsAsync(leading)).Select(row => row[0]));

        _plant.Database.Execute("DROP INDEX IX_IndexData_Timestamp ON dbo.IndexData");

        Assert.Equal(["Index_GUID", "Uut_GUID"], (await _plant.RowsAsync(leading)).Select(row => row[0]));
        Assert.Equal(
            1,
            await _plant.ScalarAsync(
                "SELECT COUNT(*) FROM sys.indexes i JOIN sys.objects o ON o.object_id = i.object_id WHERE o.name = 'IndexData' AND i.type = 0"
            )
        );
    }

    [Fact]
    public async Task A_checksum_of_a_day_shows_that_a_row_changed_and_not_their_order()
    {
        const string day =
            "SELECT CHECKSUM_AGG(BINARY_CHECKSUM(Index_GUID, [Timestamp], Result, Info1)) FROM IndexData GROUP BY CONVERT(date, [Timestamp])";
        _plant.Database.Insert([Run(Guid.NewGuid(), new DateTime(2026, 3, 1, 9, 0, 0))]);
        var before = await _plant.ScalarAsync(day);

        _plant.Database.Update("IndexData", "Index_GUID", Id, "Info1", "edited");
        Assert.NotEqual(before, await _plant.ScalarAsync(day));

        _plant.Database.Update("IndexData", "Index_GUID", Id, "Info1", null);
        Assert.Equal(before, await _plant.ScalarAsync(day));
    }

    [Fact]
    public async Task A_server_may_lack_the_checksum_functions()
    {
        const string day = "SELECT CHECKSUM_AGG(BINARY_CHECKSUM(Index_GUID)) FROM IndexData";
        Assert.NotNull(await _plant.ScalarAsync(day));

        _plant.Database.Catalog.MissingFunctions = new HashSet<string> { "CHECKSUM_AGG" };

        Assert.Equal(195, (await _plant.FailureAsync(day)).Number);
    }

    [Fact]
    public async Task A_session_is_told_what_it_has_cost()
    {
        const string cost =
            "SELECT cpu_time, total_elapsed_time, logical_reads, row_count FROM sys.dm_exec_sessions WHERE session_id = @@SPID";
        await using var connection = await _plant.OpenAsync();
        var before = (await connection.RowsAsync(cost))[0];
        await connection.RowsAsync("SELECT * FROM IndexData");
        var after = (await connection.RowsAsync(cost))[0];

        Assert.True((int)after[0]! <= (int)after[1]!);
        Assert.True((long)after[2]! > (long)before[2]!);
        Assert.Equal((long)before[3]! + 2, after[3]);
    }

    [Fact]
    public async Task The_clock_of_the_database_can_be_shifted()
    {
        _plant.Server.Faults.ClockShift = TimeSpan.FromDays(365);
        var told = (DateTime)(await _plant.ScalarAsync("SELECT SYSUTCDATETIME()"))!;
        Assert.InRange((told - DateTime.UtcNow).TotalDays, 364, 366);
    }

    [Fact]
    public async Task A_silent_server_accepts_and_never_answers()
    {
        _plant.Server.Faults.IsSilent = true;

        var error = await Assert.ThrowsAsync<Microsoft.Data.SqlClient.SqlException>(() =>
            _plant.OpenAsync("Pooling=false;Connect Timeout=1;ConnectRetryCount=0")
        );

        Assert.Equal(-2, error.Number);
    }

    [Fact]
    public async Task Bytes_rows_and_statements_are_counted()
    {
        _plant.Server.Statistics.Reset();
        await _plant.ScalarAsync("SELECT COUNT(*) FROM IndexData");

        var counted = _plant.Server.Statistics;
        Assert.Equal((1, 1), (counted.Statements, counted.RowsSent));
        Assert.InRange(counted.BytesSent, 50, 5000);
    }

    [Fact]
    public void What_no_owner_could_do_is_an_error_with_its_number() =>
        Assert.Equal(208, Assert.Throws<SqlFault>(() => _plant.Database.Execute("DROP TABLE Nothing")).Number);

    private async Task<IEnumerable<object?>> TablesAsync(string names) =>
        (
            await _plant.RowsAsync(
                $"SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_NAME IN ({names}) ORDER BY TABLE_NAME"
            )
        ).Select(row => row[0]);

    private static PlantRow Run(Guid? id, DateTime? time) =>
        new("IndexData", ["Index_GUID", "Timestamp", "Result"], [id, time, 1]);
}
