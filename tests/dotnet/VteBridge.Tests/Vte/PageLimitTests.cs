using VteBridge.Simulator.Vte;
using VteBridge.Tests.EndToEnd;
using VteBridge.Vte;
using VteBridge.Vte.Reading;

namespace VteBridge.Tests.Vte;

/// <summary>A page that would not fit into memory is cut after a complete run, and the next page continues there.</summary>
public sealed class PageLimitTests
{
    [Fact]
    public async Task Runs_with_too_many_steps_for_a_page_are_read_whole()
    {
        const int Runs = 5;
        const int Steps = StepCollector.MaxRows / 4;
        await using var plant = await Plant.EmptyAsync();
        Insert(plant, Runs, run => Enumerable.Range(1, Steps).Select(n => Numeric(run, n)));

        var pages = await PagesAsync(plant);

        Assert.True(pages.Count > 1, "the page was not cut");
        Assert.Equal(Enumerable.Range(1, Runs).Select(Run), pages.SelectMany(p => p).Select(r => r.Id));
        Assert.All(pages.SelectMany(p => p), r => Assert.Equal(Steps, r.Steps.Count));
    }

    [Fact]
    public async Task Runs_with_too_much_text_for_a_page_are_read_whole()
    {
        const int Runs = 20;
        var text = new string('x', 1_000_000);
        await using var plant = await Plant.EmptyAsync();
        // The numbers are read before the texts cut the page; numbers of runs behind the cut must not stay in memory.
        Insert(plant, Runs, run => [Numeric(run, 1), Row("TestDataText", run, 2, text), Numeric(run, 3)]);

        var pages = await PagesAsync(plant);

        Assert.True(pages.Count > 1, "the page was not cut");
        Assert.All(
            pages,
            p =>
                Assert.InRange(
                    p.Sum(r => 2L * r.Steps.Sum(s => s.Text?.Length ?? 0)),
                    1,
                    StepCollector.MaxContent + 4 * text.Length
                )
        );
        Assert.Equal(Enumerable.Range(1, Runs).Select(Run), pages.SelectMany(p => p).Select(r => r.Id));
        Assert.All(pages.SelectMany(p => p), r => Assert.Equal([1, 2, 3], r.Steps.Select(s => s.Number)));
    }

    [Fact]
    public async Task Runs_with_too_long_names_for_a_page_are_read_whole()
    {
        const int Runs = 20;
        var name = new string('x', 1_000_000);
        await using var plant = await PlantReading.WithAsync(ddl =>
            ddl.Replace("[TestName] nvarchar(255)", "[TestName] nvarchar(max)")
        );
        Insert(plant, Runs, run => [new PlantRow("TestDataNumeric", StepColumns, [run, 1, name, 1.5, 1])]);

        var pages = await PagesAsync(plant);

        Assert.True(pages.Count > 1, "the page was not cut");
        Assert.Equal(Enumerable.Range(1, Runs).Select(Run), pages.SelectMany(p => p).Select(r => r.Id));
        Assert.All(pages.SelectMany(p => p), r => Assert.Equal(name, Assert.Single(r.Steps).Name));
    }

    /// <summary>Rows behind the cut of a page are read again with the next page; they must not become most of what is read.</summary>
    [Fact]
    public async Task Numbers_that_fill_a_page_leave_room_for_texts()
    {
        const int Runs = 24;
        const int Steps = StepCollector.MaxRows / 4;
        await using var plant = await Plant.EmptyAsync();
        Insert(
            plant,
            Runs,
            run =>
                Enumerable
                    .Range(1, Steps)
                    .Select(n => Numeric(run, n))
                    .Append(Row("TestDataText", run, Steps + 1, "ok"))
        );
        plant.Server.Statistics.Reset();

        var pages = await PagesAsync(plant);

        Assert.Equal(Enumerable.Range(1, Runs).Select(Run), pages.SelectMany(p => p).Select(r => r.Id));
        Assert.InRange(pages.Count, 2, Runs / 2);
        Assert.InRange(plant.Server.Statistics.RowsByTable["TestDataNumeric"], Runs * Steps, Runs * Steps * 2);
    }

    [Fact]
    public async Task Steps_of_a_run_without_header_yet_are_ignored()
    {
        await using var plant = await Plant.EmptyAsync();
        Insert(plant, 2, run => [Numeric(run, 1)]);
        plant.Database.Insert([Numeric(Run(99), 1)]);

        var runs = Assert.Single(await PagesAsync(plant));

        Assert.Equal([Run(1), Run(2)], runs.Select(r => r.Id));
    }

    private static Task<List<IReadOnlyList<TestRun>>> PagesAsync(Plant plant) =>
        plant.UseAsync(async parts =>
        {
            var stop = TestContext.Current.CancellationToken;
            var reader = plant.Reader(parts, await parts.SchemaAsync(stop));
            var pages = new List<IReadOnlyList<TestRun>>();
            for (Position? from = Position.Before(DateTime.MinValue); from is { } position; )
            {
                var page = await reader.ReadAsync(position, plant.Now, stop);
                if (page.Runs.Count > 0)
                    pages.Add(page.Runs);
                from = page.Next;
            }
            return pages;
        });

    private static void Insert(Plant plant, int runs, Func<Guid, IEnumerable<PlantRow>> steps)
    {
        for (var number = 1; number <= runs; number++)
            plant.Database.Insert([
                new PlantRow("IndexData", RunColumns, [Run(number), plant.Now.AddHours(-1).AddSeconds(number), 1]),
                .. steps(Run(number)),
            ]);
    }

    private static readonly string[] RunColumns = ["Index_GUID", "Timestamp", "Result"];
    private static readonly string[] StepColumns =
    [
        "Index_GUID",
        "TestStepNumber",
        "TestName",
        "TestResult",
        "TestResultType",
    ];

    private static PlantRow Numeric(Guid run, int number) => Row("TestDataNumeric", run, number, 1.5);

    private static PlantRow Row(string table, Guid run, int number, object result) =>
        new(table, StepColumns, [run, number, $"Step {number}", result, 1]);

    private static Guid Run(int number) => new($"00000000-0000-0000-0000-{number:d12}");
}
