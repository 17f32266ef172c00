using Microsoft.Extensions.Logging.Abstractions;
using VteBridge.Configuration;
using VteBridge.Simulator.Vte.Plant;
using VteBridge.Simulator.Vte.Script;
using VteBridge.Tests.Simulator.Vte;
using VteBridge.Vte;
using VteBridge.Vte.Reading;
using VteBridge.Vte.Schema;

namespace VteBridge.Tests.LiveSql;

/// <summary>The statements that count, compare and measure, on a real SQL Server.</summary>
public sealed class LiveReadingTests
{
    [Fact]
    public async Task Every_reader_works_on_a_real_SQL_Server()
    {
        var server = Environment.GetEnvironmentVariable("VTEBRIDGE_TEST_SQL");
        Assert.SkipWhen(string.IsNullOrWhiteSpace(server), "VTEBRIDGE_TEST_SQL holds no connection string");
        var rows = new PlantOptions { Runs = 300 };
        await using var scratch = await ScratchDatabase.CreateAsync(server!);
        await scratch.RunAsync(ReferenceSchema.Ddl());
        await scratch.RunAsync(script => InsertScript.Write(script, SamplePlant.Rows(rows)));
        var options = new VteOptions { ConnectionString = scratch.ConnectionString };
        await using var vte = new VteConnection(
            options,
            TimeProvider.System,
            NullLogger.Instance,
            new SessionMeter(NullLogger<SessionMeter>.Instance)
        );
        var schema = await SchemaReader.ReadAsync(vte, options, Stop);
        var runs = SamplePlant.Rows(rows).Count(r => r.Table == "IndexData");
        var repairs = SamplePlant.Rows(rows).Count(r => r.Table == "RepairData");

        Assert.True(schema.IsUnique("IndexData", "Run.Id"));
        Assert.All(IndexAdvice.Of(schema), a => Assert.NotNull(a.HasIndex));
        Assert.Equal(0, (await new KeylessReader(vte, schema).RunsAsync(Stop)).Count);
        foreach (
            var (census, count) in new[]
            {
                (CensusReader.OfRuns(vte, schema), runs),
                (CensusReader.OfRepairs(vte, schema), repairs),
            }
        )
        {
            var counted = await census.CountByDayAsync(DateTime.MinValue, Stop);
            var summed = await census.AggregateByDayAsync(DateTime.MinValue, DateTime.MaxValue, Stop);
            Assert.Equal(count, counted.Sum(d => d.Count));
            Assert.Equal(counted.Select(d => (d.Day, d.Count)), summed!.Select(d => ((DateOnly?)d.Day, d.Count)));
        }
        var reader = new RunReader(vte, schema, components: true);
        var page = await reader.ReadHeadersAsync(Position.Before(DateTime.MinValue), DateTime.MaxValue, 100, Stop);
        var byRange = await reader.ReadDetailsAsync(page.Headers, isWholePage: true, Stop);
        var byId = await reader.ReadDetailsAsync(page.Headers, isWholePage: false, Stop);
        Assert.Equal(byRange.Select(Fingerprint.Of), byId.Select(Fingerprint.Of));
        Assert.True((await vte.CostAsync(Stop))!.Rows > 100);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
}
