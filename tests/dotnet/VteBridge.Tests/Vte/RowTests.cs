using System.Data;
using System.Security.Cryptography;
using Microsoft.Data.SqlClient;
using VteBridge.Tests.Simulator.Vte;
using VteBridge.Vte;
using VteBridge.Vte.Reading;

namespace VteBridge.Tests.Vte;

/// <summary>Whatever type a site's column has, its values are read as VTE means them; a value that cannot be one is null.</summary>
public sealed class RowTests : IAsyncLifetime
{
    private TestPlant _plant = null!;
    private SqlConnection _connection = null!;

    public async ValueTask InitializeAsync()
    {
        _plant = await TestPlant.StartAsync(
            "CREATE TABLE [dbo].[Blobs] ([Id] int NOT NULL, [Content] varbinary(max) NULL);"
        );
        _connection = await _plant.OpenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        await _plant.DisposeAsync();
    }

    [Theory]
    [InlineData("CAST(1 AS int)", "1")]
    [InlineData("CAST(-1 AS int)", "-1")]
    [InlineData("CAST(100000 AS int)", "100000")]
    [InlineData("CAST(1 AS bit)", "1")]
    [InlineData("CAST(0 AS bit)", "0")]
    [InlineData("CAST(200 AS tinyint)", "200")]
    [InlineData("CAST(7 AS smallint)", "7")]
    [InlineData("CAST(7 AS bigint)", "7")]
    [InlineData("CAST(1 AS decimal(5,0))", "1")]
    [InlineData("CAST(1 AS decimal(5,2))", "1")]
    [InlineData("CAST(10 AS decimal(5,2))", "10")]
    [InlineData("CAST(1 AS float)", "1")]
    [InlineData("N' P '", "P")]
    [InlineData("CAST(NULL AS int)", null)]
    public Task A_code_is_plain_digits_or_text_without_its_blanks(string sql, string? expected) =>
        EachAsync(sql, row => Assert.Equal(expected, row.Code(0)));

    [Theory]
    [InlineData("CAST(0.1 AS float)", 0.1)]
    [InlineData("CAST(0.1 AS real)", 0.1)]
    [InlineData("CAST(12.3 AS decimal(9,3))", 12.3)]
    [InlineData("CAST(7 AS tinyint)", 7.0)]
    [InlineData("CAST(1 AS bit)", 1.0)]
    [InlineData("N' 1.5E3 '", 1500.0)]
    [InlineData("N'one'", null)]
    [InlineData("CAST(NULL AS float)", null)]
    public Task A_number_keeps_the_digits_that_it_was_written_with(string sql, double? expected) =>
        EachAsync(sql, row => Assert.Equal(expected, row.Number(0)));

    [Theory]
    [InlineData("CAST(7 AS bigint)", 7)]
    [InlineData("CAST(3000000000 AS bigint)", null)]
    [InlineData("N'12'", 12)]
    [InlineData("N'twelve'", null)]
    public Task An_integer_that_does_not_fit_is_none(string sql, int? expected) =>
        EachAsync(sql, row => Assert.Equal(expected, row.WholeOrText(0).Number));

    [Theory]
    [InlineData("CAST('6F9619FF-8B86-D011-B42D-00C04FC964FF' AS uniqueidentifier)", true)]
    [InlineData("N'{6f9619ff-8b86-d011-b42d-00c04fc964ff}'", true)]
    [InlineData("N'R-17'", false)]
    public Task An_id_may_be_kept_as_text(string sql, bool isOne) =>
        EachAsync(sql, row => Assert.Equal(isOne ? new Guid("6f9619ff-8b86-d011-b42d-00c04fc964ff") : null, row.Id(0)));

    [Theory]
    [InlineData("CAST('2026-02-02T12:00:00.003' AS datetime)", "2026-02-02 12:00:00.0030000")]
    [InlineData("CAST('2026-02-02T12:00:00.1234567' AS datetime2(7))", "2026-02-02 12:00:00.1234567")]
    [InlineData("N'2026-02-02 12:00'", "2026-02-02 12:00:00.0000000")]
    [InlineData("CAST('2026-02-02T12:00:00.5+05:30' AS datetimeoffset(1))", "2026-02-02 12:00:00.5000000")]
    [InlineData("N'yesterday'", null)]
    [InlineData("N'10.07.2026'", null)]
    [InlineData("N'01/02/2026 10:00'", null)]
    [InlineData("N'2026-02-02T12:00:00Z'", null)]
    [InlineData("N'12:00'", null)]
    [InlineData("CAST(42 AS int)", null)]
    public Task A_time_may_be_kept_as_text(string sql, string? expected) =>
        EachAsync(sql, row => Assert.Equal(expected, row.Time(0)?.ToString("yyyy-MM-dd HH:mm:ss.fffffff")));

    [Theory]
    [InlineData("CAST('2026-02-02T12:00:00.003' AS datetime)", "2026-02-02 12:00:00.003")]
    [InlineData("CAST('2026-02-02T12:00:00.1234567' AS datetime2(7))", "2026-02-02 12:00:00.1234567")]
    [InlineData("CAST(0x01FF AS varbinary(10))", "0x01FF")]
    [InlineData("CAST(0.1 AS float)", "0.1")]
    [InlineData(
        "CAST('6F9619FF-8B86-D011-B42D-00C04FC964FF' AS uniqueidentifier)",
        "6f9619ff-8b86-d011-b42d-00c04fc964ff"
    )]
    public Task Anything_can_be_read_as_text_without_losing_digits(string sql, string expected) =>
        EachAsync(sql, row => Assert.Equal(expected, row.Text(0)));

    [Theory]
    [InlineData("CAST(1 AS bit)", true)]
    [InlineData("N'True'", true)]
    [InlineData("CAST(0 AS int)", false)]
    [InlineData("CAST(NULL AS bit)", false)]
    public Task A_flag_may_be_a_number_or_a_word(string sql, bool expected) =>
        EachAsync(sql, row => Assert.Equal(expected, row.Flag(0)));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Blob.Kept)]
    [InlineData(Blob.Kept + 1)]
    [InlineData(3 * Blob.Kept)]
    public async Task A_blob_is_hashed_whole_and_kept_up_to_its_limit(int length)
    {
        var content = new byte[length];
        new Random(length).NextBytes(content);
        _plant.Database.Insert([new("Blobs", ["Id", "Content"], [length, content])]);
        await using var command = _connection.Command($"SELECT [Content] FROM [dbo].[Blobs] WHERE [Id] = {length}");
        await using var row = await command.ExecuteReaderAsync(
            CommandBehavior.SequentialAccess,
            TestContext.Current.CancellationToken
        );
        Assert.True(row.Read());

        var blob = new Row(row).Result(0, wanted: false).Blob!;

        Assert.Equal(length, blob.Length);
        Assert.Equal(content[..Math.Min(length, Blob.Kept)], blob.Head);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), blob.Sha256);
        Assert.Equal(length <= Blob.Kept, blob.IsWhole);
    }

    private async Task EachAsync(string expression, Action<Row> check)
    {
        await using var command = _connection.Command($"SELECT {expression} AS [Value]");
        await using var reader = await command.ExecuteReaderAsync(
            CommandBehavior.SequentialAccess,
            TestContext.Current.CancellationToken
        );
        Assert.True(reader.Read());
        check(new Row(reader));
    }
}
