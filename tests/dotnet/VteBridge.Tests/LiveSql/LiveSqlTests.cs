using VteBridge.Simulator.Vte.Plant;
using VteBridge.Simulator.Vte.Script;
using VteBridge.Tests.EndToEnd;
using VteBridge.Tests.Simulator.Vte;

namespace VteBridge.Tests.LiveSql;

/// <summary>
/// The same plant in a real SQL Server. VTEBRIDGE_TEST_SQL holds the connection string of a login that may create databases. A scratch
/// database is created and dropped; nothing else on the server is changed.
/// </summary>
public sealed class LiveSqlTests
{
    private const string Variable = "VTEBRIDGE_TEST_SQL";

    [Fact]
    public async Task A_real_SQL_Server_gives_the_same_reports_as_the_simulated_one()
    {
        var server = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipWhen(string.IsNullOrWhiteSpace(server), $"{Variable} holds no connection string of an SQL Server");
        await using var plant = await Plant.StartAsync(new PlantOptions { Runs = 300 });
        await plant.SyncAsync();
        var simulated = plant.Reports();
        await using var scratch = await ScratchDatabase.CreateAsync(server!);
        await scratch.RunAsync(ReferenceSchema.Ddl());
        await scratch.RunAsync(script => InsertScript.Write(script, SamplePlant.Rows(plant.Rows)));

        // The real server uses the real time, so the plant lies in its past.
        plant.Options = plant.Options with
        {
            Vte = plant.Options.Vte with { ConnectionString = scratch.ConnectionString },
            Delivery = plant.Options.Delivery with { Folder = plant.Folder.Of("live") },
            State = plant.Options.State with { Folder = plant.Folder.Of("live-state") },
        };
        await plant.SyncAsync();
        var exported = await plant.RunAsync("export", "--out", plant.Folder.Of("exported"));

        EveryRunTests.Same(simulated, plant.Reports());
        EveryRunTests.Same(simulated, Plant.Reports(plant.Folder.Of("exported"), ".json"));
        Assert.True(exported.Code is 0 or 5, exported.Errors);
        Assert.Equal(0, (await plant.SyncAsync()).Queued);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public async Task A_real_SQL_Server_orders_ids_and_times_as_the_walk_expects(int pageSize)
    {
        var server = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipWhen(string.IsNullOrWhiteSpace(server), $"{Variable} holds no connection string of an SQL Server");
        await using var plant = await Plant.StartAsync(new PlantOptions { Runs = 0 });
        await using var scratch = await ScratchDatabase.CreateAsync(server!);
        await scratch.RunAsync(ReferenceSchema.Ddl());
        await scratch.RunAsync(script => InsertScript.Write(script, SamplePlant.Rows(plant.Rows)));
        plant.Options = plant.Options with
        {
            Vte = plant.Options.Vte with { ConnectionString = scratch.ConnectionString, PageSize = pageSize },
        };

        await plant.SyncAsync();

        var runs = SamplePlant.Rows(plant.Rows).Where(r => r.Table == "IndexData").Select(r => (Guid)r.Values[0]!);
        Assert.Equal(
            runs.Where(id => id != OddRuns.Future).Order(),
            plant.Recorded().Where(e => e.Kind == ReportKind.Run).Select(e => e.Id).Order()
        );
    }
}
