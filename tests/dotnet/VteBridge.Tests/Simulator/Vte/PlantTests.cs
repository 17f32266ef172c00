using System.Data;
using Microsoft.Data.SqlClient;
using VteBridge.Simulator.Vte;

namespace VteBridge.Tests.Simulator.Vte;

public sealed class PlantTests
{
    private const string Page = """
        SELECT TOP (@n) i.[Index_GUID] AS [Id], i.[Timestamp], i.[Result], i.[TestTime], u.[Serial]
        FROM [dbo].[IndexData] AS i LEFT JOIN [dbo].[UutData] AS u ON u.[Uut_GUID] = i.[Uut_GUID]
        WHERE i.[Timestamp] > @t OR (i.[Timestamp] = @t AND i.[Index_GUID] > @id)
        ORDER BY i.[Timestamp], i.[Index_GUID]
        """;

    [Fact]
    public async Task Answers_a_first_question()
    {
        await using var plant = await TestPlant.StartAsync();

        Assert.Equal(1, await plant.ScalarAsync("SELECT 1"));
    }

    [Fact]
    public async Task Reads_index_data_in_keyset_pages_without_losing_or_repeating_a_run()
    {
        await using var plant = await TestPlant.StartAsync();
        var start = new DateTime(2026, 3, 1, 8, 0, 0);
        var runs = Enumerable
            .Range(0, 250)
            .Select(n => (Id: Guid.NewGuid(), Time: start.AddMilliseconds(n / 50 * 3)))
            .ToList();
        plant.Database.Insert(
            runs.Select(run => new PlantRow("IndexData", ["Index_GUID", "Timestamp", "Result"], [run.Id, run.Time, 1]))
        );

        var seen = new List<Guid>();
        await using var connection = await plant.OpenAsync();
        var (time, id) = (new DateTime(1900, 1, 1), Guid.Empty);
        while (true)
        {
            var rows = await connection.RowsAsync(
                Page,
                new SqlParameter("@n", 17),
                new SqlParameter("@t", SqlDbType.DateTime) { Value = time },
                new SqlParameter("@id", id)
            );
            if (rows.Count == 0)
                break;
            seen.AddRange(rows.Select(row => (Guid)row[0]!));
            (id, time) = ((Guid)rows[^1][0]!, (DateTime)rows[^1][1]!);
        }

        Assert.Equal(runs.Select(run => run.Id).Order(), seen.Order());
    }
}
