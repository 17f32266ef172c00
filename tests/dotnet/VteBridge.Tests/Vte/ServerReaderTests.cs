using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using VteBridge.Simulator.Vte;
using VteBridge.Simulator.Vte.Plant;
using VteBridge.Tests.EndToEnd;
using VteBridge.Vte;
using VteBridge.Vte.Reading;
using VteBridge.Vte.Schema;
using static VteBridge.Tests.Vte.PlantReading;

namespace VteBridge.Tests.Vte;

/// <summary>The facts for a DBA: the cost of VteBridge's session, and the indexes that its statements need.</summary>
public sealed class ServerReaderTests
{
    [Fact]
    public async Task Session_tells_what_a_page_has_cost()
    {
        await using var plant = await Plant.StartAsync(new PlantOptions { Runs = 50, OddRuns = false });

        var (nothing, page) = await plant.MeasuredAsync(
            async (vte, schema) =>
            {
                var nothing = await vte.CostAsync(Stop);
                var reader = new RunReader(vte, schema, components: false);
                await reader.ReadAsync(Position.Before(DateTime.MinValue), plant.Now, Stop);
                return (nothing!, (await vte.CostAsync(Stop))!);
            }
        );

        Assert.True(page.Rows - nothing.Rows > 50 * 10, $"{nothing} {page}");
        Assert.Null(page.LongestLockWait);
    }

    [Fact]
    public async Task Session_of_the_pool_is_not_charged_with_what_it_did_before()
    {
        await using var plant = await Plant.StartAsync(new PlantOptions { Runs = 50, OddRuns = false });
        async Task<SessionCost> OneAsync() =>
            await plant.MeasuredAsync(
                async (vte, schema) =>
                {
                    await new RunReader(vte, schema, components: false).ReadAsync(
                        Position.Before(DateTime.MinValue),
                        plant.Now,
                        Stop
                    );
                    return (await vte.CostAsync(Stop))!;
                }
            );

        var (first, second) = (await OneAsync(), await OneAsync());

        Assert.Equal(first.Session, second.Session);
        Assert.Equal(first.Rows, second.Rows);
    }

    [Theory]
    [InlineData("dm_exec_sessions", 300)]
    [InlineData("dm_exec_session_wait_stats", 208)]
    public async Task Server_that_does_not_tell_is_asked_once_and_reading_goes_on(string view, int error)
    {
        await using var plant = await Plant.StartAsync(new PlantOptions { Runs = 5, OddRuns = false });
        plant.Server.Faults.Add(new VteFault(FaultKind.Error) { Matching = view, Number = error });
        var opened = plant.Server.Statistics.ConnectionsOpened;
        using var logs = new LogLines();
        var meter = new SessionMeter(logs.CreateLogger<SessionMeter>());

        for (var i = 0; i < 2; i++)
        {
            await using var vte = new VteConnection(plant.Options.Vte, TimeProvider.System, NullLogger.Instance, meter);
            await SchemaReader.ReadAsync(vte, plant.Options.Vte, Stop);
            Assert.Equal(view == "dm_exec_sessions", await vte.CostAsync(Stop) is null);
        }

        Assert.Single(logs.All, line => line.Contains("does not report everything", StringComparison.Ordinal));
        Assert.Single(plant.Server.Statistics.Recent, s => s.Error == error);
        Assert.Equal(1, plant.Server.Statistics.ConnectionsOpened - opened);
    }

    [Fact]
    public void Cost_of_another_session_is_all_its_own()
    {
        var before = new SessionCost(51, TimeSpan.FromSeconds(2), 200, 20, 1000, TimeSpan.FromSeconds(3));
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
