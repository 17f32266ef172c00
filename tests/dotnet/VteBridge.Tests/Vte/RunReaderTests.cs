using VteBridge.Simulator.Vte;
using VteBridge.Simulator.Vte.Plant;
using VteBridge.Tests.EndToEnd;
using VteBridge.Vte;
using VteBridge.Vte.Reading;
using static VteBridge.Tests.Vte.PlantReading;

namespace VteBridge.Tests.Vte;

public sealed class RunReaderTests
{
    private static readonly Position Begin = Position.Before(DateTime.MinValue);

    [Fact]
    public async Task Header_page_has_no_details_and_names_where_the_next_begins()
    {
        await using var plant = await Plant.StartAsync(new PlantOptions { Runs = 30, OddRuns = false });

        var (first, second) = await plant.ReadRunsAsync(async reader =>
        {
            var first = await reader.ReadHeadersAsync(Begin, plant.Now, 20, Stop);
            return (first, await reader.ReadHeadersAsync(first.Next!.Value, plant.Now, 20, Stop));
        });

        Assert.Equal((20, 10), (first.Headers.Count, second.Headers.Count));
        Assert.Equal(Position.Of(first.Headers[^1]), first.Next);
        Assert.Null(second.Next);
        Assert.All(first.Headers, h => Assert.Empty(h.Steps));
        Assert.Equal(30, first.Headers.Concat(second.Headers).Select(h => h.Id).Distinct().Count());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Details_are_the_same_by_range_and_by_ids(bool isWholePage)
    {
        await using var plant = await Plant.StartAsync(new PlantOptions { Runs = 130 });
        var expected = (await plant.ReadRunsAsync(r => r.ReadAsync(Begin, plant.Now, Stop))).Runs;

        var runs = await plant.ReadRunsAsync(async reader =>
        {
            var page = await reader.ReadHeadersAsync(Begin, plant.Now, 200, Stop);
            return await reader.ReadDetailsAsync(page.Headers, isWholePage, Stop);
        });

        Assert.Equal(expected.Select(Fingerprint.Of), runs.Select(Fingerprint.Of));
        Assert.Contains(runs, r => r.Steps.Count > 0);
        Assert.Contains(runs, r => r.Assemblies.Count > 0);
        Assert.Contains(runs, r => r.History.Count > 0);
        Assert.Contains(runs, r => r.Components.Count > 0);
    }

    [Fact]
    public async Task Runs_found_by_id_are_complete_and_others_are_left_out()
    {
        await using var plant = await Plant.StartAsync(new PlantOptions { Runs = 150, OddRuns = false });
        var all = (await plant.ReadRunsAsync(r => r.ReadAsync(Begin, plant.Now, Stop))).Runs;

        var found = await plant.ReadRunsAsync(r =>
            r.ReadByIdAsync([.. all.Select(run => run.Id), Guid.NewGuid()], Stop)
        );

        Assert.Equal(
            all.Select(Fingerprint.Of).Order(StringComparer.Ordinal),
            found.Headers.Select(Fingerprint.Of).Order(StringComparer.Ordinal)
        );
        Assert.Empty(found.Unreadable);
    }

    [Fact]
    public void Page_that_begins_again_at_its_own_last_row_is_an_error()
    {
        var last = new Position(new DateTime(2026, 1, 1), $"{Run(1)}");

        var failure = Assert.Throws<VteFailure>(() => PageRows.Group([last], p => p, last, isFull: false));

        Assert.Contains("returned rows out of order", failure.Message);
        Assert.Throws<VteFailure>(() =>
            PageRows.Group(
                [last with { Timestamp = last.Timestamp.AddDays(1) }, last with { Id = "x" }],
                p => p,
                Begin,
                isFull: false
            )
        );
    }

    /// <summary>The runs of repairs are read in the order of the repairs, not in the order of time.</summary>
    [Fact]
    public async Task Runs_in_any_order_keep_their_steps_where_memory_cuts()
    {
        await using var plant = await Plant.EmptyAsync();
        plant.Database.Insert([
            plant.Header(1, minutesAgo: 50),
            plant.Header(2, minutesAgo: 40),
            plant.Header(3, minutesAgo: 30),
            .. Enumerable.Range(1, StepCollector.MaxRows).Select(n => Numeric(1, n)),
            Numeric(2, 1),
            Numeric(3, 1),
        ]);

        var runs = await plant.ReadRunsAsync(async reader =>
        {
            var page = await reader.ReadHeadersAsync(Begin, plant.Now, 20, Stop);
            return await reader.ReadAllDetailsAsync([page.Headers[2], page.Headers[0], page.Headers[1]], Stop);
        });

        Assert.Equal(
            [(Run(1), StepCollector.MaxRows), (Run(2), 1), (Run(3), 1)],
            runs.Select(r => (r.Id, r.Steps.Count)).Order()
        );
    }

    [Fact]
    public async Task Run_with_too_many_steps_is_cut_and_counted()
    {
        const int Steps = StepCollector.MaxRowsOfRun + 1234;
        await using var plant = await Plant.EmptyAsync();
        plant.Database.Insert([
            plant.Header(1, minutesAgo: 50),
            plant.Header(2, minutesAgo: 40),
            .. Enumerable.Range(1, Steps).Select(n => Numeric(1, n)),
            Numeric(2, 1),
        ]);

        var runs = new List<TestRun>();
        await plant.ReadRunsAsync(async reader =>
        {
            for (Position? from = Begin; from is { } position; )
            {
                var page = await reader.ReadAsync(position, plant.Now, Stop);
                runs.AddRange(page.Runs);
                from = page.Next;
            }
            return 0;
        });

        Assert.Equal([(StepCollector.MaxRowsOfRun, 1234), (1, 0)], runs.Select(r => (r.Steps.Count, r.StepsNotRead)));
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
}
