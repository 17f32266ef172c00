using VteBridge.Simulator.Vte.Plant;
using VteBridge.Tests.EndToEnd;
using VteBridge.Vte;
using VteBridge.Vte.Reading;
using VteBridge.Vte.Schema;
using static VteBridge.Tests.Vte.PlantReading;

namespace VteBridge.Tests.Vte;

/// <summary>What a DBA is told: the cost of our session, and the indexes that reading needs.</summary>
public sealed class ServerReaderTests
{
    [Fact]
    public async Task Session_tells_what_a_page_has_cost()
    {
        await using var plant = await Plant.StartAsync(new PlantOptions { Runs = 50, OddRuns = false });

        var (before, after) = await plant.ReadAsync(
            async (vte, schema) =>
            {
                var before = await ServerReader.CostAsync(vte, Stop);
                // Where the server lacks the waits of a session, the connection is a new one afterwards.
                before = await ServerReader.CostAsync(vte, Stop);
                var reader = new RunReader(vte, schema, components: false);
                await reader.ReadAsync(Position.Before(DateTime.MinValue), plant.Now, Stop);
                return (before!, (await ServerReader.CostAsync(vte, Stop))!);
            }
        );

        Assert.True(after.Since(before).Rows > 50 * 10, $"{after.Since(before)}");
        Assert.Null(after.LongestLockWait);
    }

    [Fact]
    public void Cost_of_another_session_is_all_its_own()
    {
        var before = new SessionCost(51, TimeSpan.FromSeconds(2), 200, 20, 1000, TimeSpan.FromSeconds(3), null);
        var after = before with { Cpu = TimeSpan.FromSeconds(5), Rows = 1200 };
        var other = before with { Session = 52, Rows = 1200 };
        var reused = before with { Rows = 7 };

        Assert.Equal((TimeSpan.FromSeconds(3), 200L), (after.Since(before).Cpu, after.Since(before).Rows));
        Assert.Equal(other, other.Since(before));
        Assert.Equal(reused, reused.Since(before));
        Assert.Equal(before, before.Since(null));
    }

    [Fact]
    public async Task Existing_index_needs_no_advice_and_key_is_unique()
    {
        await using var plant = await Plant.EmptyAsync();

        var schema = await plant.ReadAsync((_, schema) => Task.FromResult(schema));

        Assert.True(schema.IsUnique("IndexData", "Run.Id"));
        Assert.False(schema.IsUnique("IndexData", "Run.Timestamp"));
        Assert.Contains(IndexAdvice.Of(schema), a => a is { Table: "IndexData", Column: "Timestamp", HasIndex: true });
        Assert.All(IndexAdvice.Of(schema), a => Assert.Equal(a.HasIndex == false, a.Ddl is not null));
    }

    [Fact]
    public async Task Missing_index_is_told_with_its_DDL()
    {
        await using var plant = await WithAsync(ddl =>
            ddl.Replace("CREATE CLUSTERED INDEX [IX_IndexData_Timestamp]", "CREATE INDEX [IX_Other]")
                .Replace("([Timestamp], [Index_GUID])", "([Result])")
        );

        var schema = await plant.ReadAsync((_, schema) => Task.FromResult(schema));

        Assert.False(schema.IsUnique("IndexData", "Run.Id"));
        Assert.Contains(
            IndexAdvice.Of(schema),
            a => a.Ddl == "CREATE INDEX [IX_IndexData_Timestamp] ON [dbo].[IndexData] ([Timestamp], [Index_GUID]);"
        );
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
}
