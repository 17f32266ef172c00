using VteBridge.Mapping;
using VteBridge.Simulator.Vte;
using VteBridge.Simulator.Vte.Plant;
using VteBridge.Tests.EndToEnd;
using VteBridge.Vte;
using VteBridge.Vte.Reading;
using VteBridge.Vte.Sql;

namespace VteBridge.Tests.Vte;

/// <summary>What a DBA would check: the number of statements, their settings, and that they are the documented ones.</summary>
public sealed class GentleReadingTests : IAsyncLifetime
{
    /// <summary>Headers, three tables of steps, parts, parts of parts, and history.</summary>
    private const int StatementsOfAPage = 7;

    private Plant _plant = null!;

    public async ValueTask InitializeAsync() =>
        _plant = await Plant.StartAsync(new PlantOptions { Runs = 120, OddRuns = false });

    public ValueTask DisposeAsync() => _plant.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(120)]
    public async Task A_page_costs_the_same_statements_whatever_its_size(int runs)
    {
        _plant.Options = _plant.Options with { Vte = _plant.Options.Vte with { PageSize = runs } };

        var (page, statements) = await _plant.ReadAsync(
            async (vte, schema) =>
            {
                var reader = new RunReader(vte, schema, components: false);
                await DatabaseClock.ReadAsync(vte, Stop);
                _plant.Server.Statistics.Reset();
                var page = await reader.ReadAsync(Position.Before(DateTime.MinValue), _plant.Now, Stop, runs);
                return (page, _plant.Server.Statistics.Statements);
            }
        );

        Assert.Equal(runs, page.Runs.Count);
        Assert.Equal(StatementsOfAPage, statements);
    }

    [Fact]
    public async Task A_sync_costs_a_fixed_number_of_statements_for_each_page()
    {
        _plant.Options = _plant.Options with
        {
            Vte = _plant.Options.Vte with { PageSize = 50 },
            Sync = _plant.Options.Sync with { Repairs = false },
        };
        _plant.Server.Statistics.Reset();

        await _plant.SyncAsync();

        // Eight statements besides the pages: session, schema, indexes, clock, runs in the future, comparison of days, census, retests. The
        // pages have 50, 50 and 20 runs.
        Assert.Equal(8 + 3 * StatementsOfAPage, _plant.Server.Statistics.Statements);
        Assert.Equal(120, _plant.Reports().Count);
    }

    [Fact]
    public async Task A_page_of_repairs_costs_a_fixed_number_of_statements_too()
    {
        await using var odd = await Plant.StartAsync(new PlantOptions { Runs = 400 });
        var codes = new VerdictCodes(odd.Options.Mapping.Codes).Failed;
        var (repairs, statements) = await odd.ReadAsync(
            async (vte, schema) =>
            {
                var runs = new RunReader(vte, schema, components: false);
                var reader = new RepairReader(vte, schema, runs, codes);
                await DatabaseClock.ReadAsync(vte, Stop);
                odd.Server.Statistics.Reset();
                var page = await reader.ReadAsync(Position.Before(DateTime.MinValue), odd.Now, Stop);
                return (page.Repairs.Count, odd.Server.Statistics.Statements);
            }
        );

        Assert.True(repairs > 5, $"only {repairs} repairs were read");
        // Three statements for repairs, actions and syndromes, and those of a page for the repaired runs.
        Assert.Equal(3 + StatementsOfAPage, statements);
    }

    [Fact]
    public async Task Every_statement_runs_at_read_committed_with_a_lock_time_out_and_the_lowest_priority()
    {
        _plant.Options = _plant.Options with
        {
            Vte = _plant.Options.Vte with { LockTimeout = TimeSpan.FromSeconds(3) },
        };
        _plant.Server.Statistics.Reset();
        // Includes the connection that replaces a lost one, and one that the pool gives back.
        _plant.Server.Faults.Add(new VteFault(FaultKind.Drop) { Matching = "[TestDataText]" });
        await _plant.SyncAsync();
        await _plant.SyncAsync();

        var selects = _plant
            .Server.Statistics.Recent.Where(s => !s.Text.Contains("SET LOCK_TIMEOUT", StringComparison.Ordinal))
            .ToList();
        Assert.True(selects.Count > 20);
        Assert.All(
            selects,
            s => Assert.Equal(("ReadCommitted", "LOW", 3000), (s.IsolationLevel, s.DeadlockPriority, s.LockTimeout))
        );
    }

    [Fact]
    public async Task A_server_is_sent_nothing_but_the_statements_that_the_tests_have_read()
    {
        await using var plant = await Plant.StartAsync(new PlantOptions { Runs = 0 });
        var schema = await plant.SchemaAsync();
        var codes = new VerdictCodes(plant.Options.Mapping.Codes).Failed.Count;
        var known = SiteSql
            .All(schema, codes)
            .Append(string.Join(" ", ServerSql.Session(plant.Options.Vte.LockTimeout)))
            .Select(Cut)
            .ToHashSet();
        plant.Server.Statistics.Reset();

        await plant.SyncAsync();
        await plant.RunAsync("reconcile", "--from", "2020-01-01", "--store-only");
        await plant.RunAsync("explain", $"{OddRuns.SerialNull}");
        await plant.RunAsync("replay", "--all");
        await plant.RunAsync("doctor");
        await plant.RunAsync("backfill", "--from", "2026-01-10", "--max-load", "100");

        var sent = plant.Server.Statistics.Recent.Select(s => Cut(s.Text)).Distinct().ToList();
        Assert.True(sent.Count > 15, $"only {sent.Count} different statements were seen");
        Assert.All(sent, text => Assert.True(known.Contains(text), text));
    }

    /// <summary>Cuts a text as the simulator does, which keeps so much of each statement.</summary>
    private static string Cut(string text) => text.Length > 8000 ? text[..8000] : text;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
}
