using VteBridge.Simulator.Vte;
using VteBridge.Tests.EndToEnd;
using VteBridge.Vte;
using VteBridge.Vte.Reading;
using static VteBridge.Tests.Vte.PlantReading;

namespace VteBridge.Tests.Vte;

/// <summary>Rows without a key and rows that occur twice, at sites whose tables have no keys.</summary>
public sealed class OddRowTests : IAsyncLifetime
{
    private static readonly Position Begin = Position.Before(DateTime.MinValue);
    private static readonly Guid UnitId = Guid.Parse("11111111-0000-0000-0000-000000000001");

    private Plant _plant = null!;

    public async ValueTask InitializeAsync() => _plant = await KeylessAsync();

    public ValueTask DisposeAsync() => _plant.DisposeAsync();

    [Fact]
    public async Task Row_without_id_or_time_is_unreadable_and_the_walk_goes_on()
    {
        Insert(
            _plant.Header(1, minutesAgo: 30),
            Header(null, _plant.Now.AddMinutes(-20), info: "no id", unit: UnitId),
            Header(Run(3), null, info: "no time"),
            _plant.Header(4, minutesAgo: 10),
            Unit(UnitId, "SN1")
        );

        var page = await HeadersAsync();
        var keyless = await KeylessRowsAsync();

        Assert.Equal([Run(1), Run(4)], page.Headers.Select(h => h.Id));
        Assert.Empty(page.Unreadable);
        Assert.Equal(2, keyless.Count);
        var (noTime, noId) = (keyless.Rows[0], keyless.Rows[1]);
        Assert.Equal((Run(3), UnreadableCauses.NoTimestamp), (noTime.DeadLetterId, noTime.Cause));
        Assert.Contains("dbo.IndexData has no Timestamp", noTime.What);
        Assert.Equal((UnreadableCauses.NoKey, "SN1"), (noId.Cause, noId.Serial));
        Assert.Equal(_plant.Now.AddMinutes(-20), noId.Timestamp!.Value, TimeSpan.FromMilliseconds(4));
        Assert.Equal(keyless.Rows, (await KeylessRowsAsync()).Rows);
    }

    [Fact]
    public async Task Rows_without_id_that_are_alike_are_told_apart()
    {
        var time = _plant.Now.AddMinutes(-20);
        Insert(Header(null, time), Header(null, time), Header(null, time));

        var keyless = await KeylessRowsAsync();

        Assert.Equal(3, keyless.Rows.Select(r => r.DeadLetterId).Distinct().Count());
    }

    [Fact]
    public async Task Row_without_id_is_one_row_however_often_its_unit_stands_there()
    {
        Insert(
            Header(null, _plant.Now.AddMinutes(-20), unit: UnitId),
            Unit(UnitId, "SN2"),
            Unit(UnitId, "SN1"),
            Unit(UnitId, "SN1")
        );

        var keyless = await KeylessRowsAsync();

        Assert.Equal((1, "SN1"), (keyless.Count, Assert.Single(keyless.Rows).Serial));
    }

    [Fact]
    public async Task Keyless_rows_are_read_up_to_a_bound_and_all_counted()
    {
        Insert([.. Enumerable.Range(0, 1005).Select(n => Header(null, _plant.Now.AddMinutes(-n)))]);

        var keyless = await KeylessRowsAsync();

        Assert.Equal((1000, 1005L), (keyless.Rows.Count, keyless.Count));
    }

    [Fact]
    public async Task Site_whose_keys_cannot_be_NULL_is_not_asked()
    {
        await using var plant = await Plant.EmptyAsync();
        await plant.ReadAsync(
            async (vte, schema) =>
            {
                plant.Server.Statistics.Reset();
                await new KeylessReader(vte, schema).RunsAsync(Stop);
                return 0;
            }
        );

        Assert.Equal(0, plant.Server.Statistics.Statements);
    }

    [Fact]
    public async Task Identical_duplicate_row_is_one_run_with_steps_once()
    {
        Insert(_plant.Header(1), _plant.Header(1), Numeric(1, 1), Numeric(1, 2));

        var run = Assert.Single(await RunsAsync());

        Assert.Equal([1, 2], run.Steps.Select(s => s.Number));
        Assert.Equal([ReadFlags.DuplicateRow], run.ReadFlags);
    }

    [Fact]
    public async Task Endless_history_of_a_unit_is_bounded_and_counted()
    {
        Insert(_plant.Header(1, unit: UnitId), Unit(UnitId, "SN1"));
        Insert([
            .. Enumerable
                .Range(0, 1_234)
                .Select(n => new PlantRow(
                    "UutHistory",
                    ["Uut_GUID", "Timestamp", "Event"],
                    [UnitId, _plant.Now.AddDays(-90).AddMinutes(n), $"event {n}"]
                )),
        ]);

        var run = Assert.Single(await RunsAsync());

        Assert.Equal((1_000, "event 0"), (run.History.Count, run.History[0].Event));
        Assert.Equal(["rows-cut:1000 of 1234 of UutHistory"], run.ReadFlags);
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

    [Fact]
    public async Task Unit_twice_with_two_serials_makes_runs_unreadable()
    {
        Insert(_plant.Header(1, unit: UnitId), Unit(UnitId, "SN1"), Unit(UnitId, "SN2"));

        var page = await HeadersAsync();

        Assert.Empty(page.Headers);
        var unreadable = Assert.Single(page.Unreadable);
        Assert.Equal(UnreadableCauses.DuplicateUnit, unreadable.Cause);
        Assert.Contains("\"SN1\" and \"SN2\"", unreadable.What);
    }

    [Theory]
    [InlineData("A", "B")]
    [InlineData("B", "A")]
    public async Task Unit_twice_with_one_serial_gives_same_run_in_any_order(string first, string second)
    {
        Insert(_plant.Header(1, unit: UnitId), Unit(UnitId, "SN1", first), Unit(UnitId, "SN1", second), Numeric(1, 1));

        var run = Assert.Single(await RunsAsync());

        Assert.Equal("A", run.Uut!.Revision);
        Assert.Equal([ReadFlags.DuplicateMasterData], run.ReadFlags);
        Assert.Single(run.Steps);
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

    private void Insert(params PlantRow[] rows) => _plant.Database.Insert(rows);

    private Task<HeaderRows<TestRun>> HeadersAsync() =>
        _plant.ReadRunsAsync(r => r.ReadHeadersAsync(Begin, _plant.Now, 200, Stop));

    private Task<KeylessRows> KeylessRowsAsync() =>
        _plant.ReadAsync((vte, schema) => new KeylessReader(vte, schema).RunsAsync(Stop));

    private async Task<IReadOnlyList<TestRun>> RunsAsync() =>
        (await _plant.ReadRunsAsync(r => r.ReadAsync(Begin, _plant.Now, Stop))).Runs;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
}
