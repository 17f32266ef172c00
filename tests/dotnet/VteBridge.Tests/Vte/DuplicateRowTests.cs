using VteBridge.Simulator.Vte;
using VteBridge.Vte;
using VteBridge.Vte.Reading;
using static VteBridge.Tests.Vte.PlantReading;

namespace VteBridge.Tests.Vte;

/// <summary>Rows of one id: the same ones are one run, different ones are unreadable in any order and on any page.</summary>
public sealed class DuplicateRowTests : KeylessPlantTest
{
    [Fact]
    public async Task Identical_duplicate_row_is_one_run_with_steps_once()
    {
        Insert(_plant.Header(1), _plant.Header(1), Numeric(1, 1), Numeric(1, 2));

        var run = Assert.Single(await RunsAsync());

        Assert.Equal([1, 2], run.Steps.Select(s => s.Number));
        Assert.Equal([ReadFlags.DuplicateRow], run.ReadFlags);
    }

    [Theory]
    [InlineData(60, 200)]
    [InlineData(50, 200)]
    [InlineData(50, 1)]
    public async Task Rows_of_one_id_that_differ_are_unreadable_in_any_order(double minutesAgo, int take)
    {
        Insert(
            _plant.Header(1, minutesAgo: 60, result: 1),
            _plant.Header(2, minutesAgo: 55),
            _plant.Header(1, minutesAgo: minutesAgo, result: 0)
        );

        var (pages, duplicates) = await _plant.ReadRunsAsync(async reader =>
        {
            var (pages, duplicates) = (new List<HeaderRows<TestRun>>(), new List<UnreadableRow>());
            for (Position? from = Begin; from is { } position; )
            {
                var page = await reader.ReadHeadersAsync(position, _plant.Now, take, Stop);
                pages.Add(page);
                duplicates.AddRange(await reader.DuplicatesAsync(page, Stop));
                from = page.Next;
            }
            return (pages, duplicates);
        });

        var unreadable = pages.SelectMany(p => p.Unreadable).Concat(duplicates).DistinctBy(u => u.DeadLetterId);
        var only = Assert.Single(unreadable);
        Assert.Equal((Run(1), UnreadableCauses.DuplicateRow), (only.DeadLetterId, only.Cause));
        Assert.Contains("more than once", only.What);
        Assert.Matches("Result is \"[01]\" and \"[01]\"", only.What);
        Assert.Contains(Run(2), pages.SelectMany(p => p.Headers).Select(h => h.Id));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Rows_of_one_key_that_a_page_cuts_are_kept_together(int take)
    {
        Insert(_plant.Header(1, 50), _plant.Header(1, 50), _plant.Header(1, 50, result: 0), _plant.Header(2, 40));

        var (headers, unreadable) = await _plant.ReadRunsAsync(async reader =>
        {
            var (headers, unreadable) = (new List<Guid>(), new HashSet<Guid>());
            for (Position? from = Begin; from is { } position; )
            {
                var page = await reader.ReadHeadersAsync(position, _plant.Now, take, Stop);
                headers.AddRange(page.Headers.Select(h => h.Id));
                unreadable.UnionWith(page.Unreadable.Select(u => u.DeadLetterId));
                unreadable.UnionWith((await reader.DuplicatesAsync(page, Stop)).Select(u => u.DeadLetterId));
                from = page.Next;
            }
            return (headers, unreadable);
        });

        Assert.Equal([Run(2)], headers.Except(unreadable));
        Assert.Equal([Run(1)], unreadable);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public async Task Repair_that_stands_there_twice_is_unreadable_whatever_the_page(int take)
    {
        PlantRow Repair(string id, double minutesAgo, string comment) =>
            new(
                "RepairData",
                ["Repair_GUID", "Timestamp", "Comment"],
                [Guid.Parse(id), _plant.Now.AddMinutes(-minutesAgo), comment]
            );
        const string Twice = "22222222-0000-0000-0000-000000000001";
        const string Once = "22222222-0000-0000-0000-000000000002";
        Insert(Repair(Twice, 50, "a"), Repair(Once, 40, "b"), Repair(Twice, 30, "c"));

        var (repairs, unreadable) = await _plant.ReadAsync(
            async (vte, schema) =>
            {
                var runs = new RunReader(vte, schema, components: false);
                var reader = new RepairReader(vte, schema, runs, ["0"]);
                var (repairs, unreadable) = (new List<string>(), new HashSet<Guid>());
                for (Position? from = Begin; from is { } position; )
                {
                    var page = await reader.ReadHeadersAsync(position, _plant.Now, take, Stop);
                    repairs.AddRange(page.Headers.Select(r => r.Id));
                    unreadable.UnionWith(page.Unreadable.Select(u => u.DeadLetterId));
                    from = page.Next;
                }
                return (repairs, unreadable);
            }
        );

        Assert.Equal([Once], repairs);
        Assert.Equal([Guid.Parse(Twice)], unreadable);
    }
}
