using VteBridge.Reconcile;
using VteBridge.Simulator.Vte;
using VteBridge.Sync;
using VteBridge.Tests.Vte;
using VteBridge.Vte;
using VteBridge.Vte.Reading;

namespace VteBridge.Tests.EndToEnd;

/// <summary>
/// Sites whose IndexData has no key: ids and times are NULL, and the same id occurs several times, also on different days.
/// </summary>
public sealed class KeylessSiteTests : IAsyncLifetime
{
    private const double Day = 24 * 60;
    private Plant _plant = null!;

    public async ValueTask InitializeAsync() => _plant = await PlantReading.KeylessAsync();

    public ValueTask DisposeAsync() => _plant.DisposeAsync();

    [Fact]
    public async Task Rows_without_id_or_time_are_a_dead_letter_each_and_the_rest_goes_on()
    {
        var (first, second) = (_plant.RunRows(3 * Day, 1), _plant.RunRows(2 * Day, 2));
        _plant.Database.Insert([.. first.Where(r => r.Table != "IndexData"), Copy(first, null, result: 1)]);
        _plant.Database.Insert([
            .. second.Where(r => r.Table != "IndexData"),
            Copy(second, _plant.Now.AddDays(-2), result: 1, id: null),
        ]);
        _plant.AddRun(minutesAgo: 10, sequence: 3);

        var sync = await _plant.SyncAsync();

        Assert.Equal((1, 2, ExitCode.DeadLetters), (sync.Queued, sync.DeadLetters, sync.ExitCode));
        Assert.Equal(
            [UnreadableCauses.NoKey, UnreadableCauses.NoTimestamp],
            _plant.DeadLetters().Values.Select(d => d.Cause).Order()
        );
        var explained = await _plant.RunAsync("explain", $"{Plant.IdOf(first)}");
        Assert.Contains("has no Timestamp", explained.Output + explained.Errors);
        Assert.Equal(0, (await _plant.SyncAsync()).DeadLetters);
        await AssertCensusIsInOrderAsync();
    }

    [Fact]
    public async Task Repair_of_a_run_that_stands_there_twice_says_so()
    {
        var rows = _plant.RunRows(minutesAgo: 60, sequence: 1);
        var (run, repair) = (Plant.IdOf(rows), Guid.NewGuid());
        _plant.Database.Insert([
            .. rows,
            Copy(rows, _plant.Now.AddMinutes(-50), result: 0),
            new PlantRow(
                "RepairData",
                ["Repair_GUID", "Index_GUID", "Timestamp"],
                [repair, run, _plant.Now.AddMinutes(-40)]
            ),
        ]);

        await _plant.SyncAsync();

        Assert.Equal(UnreadableCauses.DuplicateRow, _plant.DeadLetters()[run].Cause);
        Assert.Contains($"its run {run} cannot be read", _plant.DeadLetters()[repair].What);
    }

    /// <summary>.NET's default time, on the calendar's first day, is not the same as no time (NULL).</summary>
    [Fact]
    public async Task Reconcile_tells_rows_without_a_time_from_those_of_the_first_day()
    {
        await using var plant = await PlantReading.WithAsync(ddl =>
            ddl.Replace("[Timestamp] datetime", "[Timestamp] datetime2(7)")
        );
        plant.Database.Insert([
            PlantReading.Header(PlantReading.Run(1), null),
            PlantReading.Header(PlantReading.Run(2), DateTime.MinValue),
        ]);
        await plant.SyncAsync();

        var compared = await plant.RunAsync("reconcile", "--store-only", "--json", "--from", "0001-01-01");

        Assert.Equal(0, compared.Code);
        Assert.Equal(2, (int)compared.Json["deadLetters"]!);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Copy_of_an_old_run_that_comes_late_is_a_dead_letter(int copies)
    {
        var rows = _plant.RunRows(minutesAgo: 60 * Day, sequence: 1);
        _plant.Database.Insert(rows);
        _plant.AddRun(minutesAgo: 10, sequence: 2);
        Assert.Equal(2, (await _plant.SyncAsync()).Queued);

        for (var copy = 0; copy < copies; copy++)
            _plant.Database.Insert([Copy(rows, _plant.Now.AddMinutes(-5).AddDays(-20 * copy), result: 0)]);
        await _plant.SyncAsync();

        Assert.Equal(UnreadableCauses.DuplicateRow, Assert.Single(_plant.DeadLetters()).Value.Cause);
        await AssertCensusIsInOrderAsync();
    }

    /// <summary>The copy was inserted by mistake; after its removal the report must be the same as before.</summary>
    [Fact]
    public async Task Copy_that_is_removed_again_leaves_the_run_as_it_was()
    {
        var rows = _plant.RunRows(minutesAgo: 60 * Day, sequence: 1);
        _plant.Database.Insert(rows);
        await _plant.SyncAsync();
        var sent = _plant.Reports()[Plant.IdOf(rows)];
        _plant.Database.Insert([Copy(rows, _plant.Now.AddMinutes(-5), result: 0)]);
        await _plant.SyncAsync();

        _plant.Database.Execute("DELETE FROM dbo.IndexData WHERE Result = 0");
        _plant.Clock.Advance(TimeSpan.FromHours(25));
        await _plant.SyncAsync();

        Assert.Empty(_plant.DeadLetters());
        Assert.Equal(sent, _plant.Reports()[Plant.IdOf(rows)]);
    }

    [Fact]
    public async Task Copy_without_a_time_is_a_dead_letter_once()
    {
        var rows = _plant.RunRows(minutesAgo: 3 * Day, sequence: 1);
        _plant.Database.Insert([.. rows, Copy(rows, null, result: 1)]);
        _plant.AddRun(minutesAgo: 10, sequence: 2);

        var first = await _plant.SyncAsync();
        var second = await _plant.SyncAsync();

        Assert.Equal((1, 0), (first.Queued, second.DeadLetters));
        Assert.Equal(UnreadableCauses.NoTimestamp, Assert.Single(_plant.DeadLetters()).Value.Cause);
        await AssertCensusIsInOrderAsync();
    }

    [Fact]
    public async Task Equal_copies_on_one_day_are_one_run()
    {
        var rows = _plant.RunRows(minutesAgo: 3 * Day, sequence: 1);
        var header = rows.Where(r => r.Table == "IndexData").ToList();
        _plant.Database.Insert([.. rows, .. header, .. header]);

        var sync = await _plant.SyncAsync();

        Assert.Equal((1, 0, 1), (sync.Queued, sync.DeadLetters, sync.Flags["duplicate-row"]));
        await AssertCensusIsInOrderAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Timestamp_that_is_corrected_across_midnight_leaves_no_difference(bool isKeyless)
    {
        if (!isKeyless)
        {
            await _plant.DisposeAsync();
            _plant = await Plant.EmptyAsync();
        }
        var run = _plant.AddRun(minutesAgo: 60 * Day, sequence: 1);
        _plant.AddRun(minutesAgo: 10, sequence: 2);
        await _plant.SyncAsync();

        _plant.Database.Update("IndexData", "Index_GUID", run, "Timestamp", _plant.Now.AddDays(-59));
        await AssertCensusIsInOrderAsync();

        Assert.Equal(
            DateOnly.FromDateTime(_plant.Now.AddDays(-60)),
            DateOnly.FromDateTime(_plant.Recorded().Single(r => r.Id == run).Timestamp)
        );
    }

    /// <summary>A sync does not find these rows by their time, and a repair that searched for them would read the whole history.</summary>
    [Fact]
    public async Task Repair_leaves_rows_without_a_time_to_the_next_sync()
    {
        _plant.AddRun(minutesAgo: 10, sequence: 1);
        await _plant.SyncAsync();
        _plant.Database.Insert([Copy(_plant.RunRows(minutesAgo: 5, sequence: 2), null, result: 1)]);
        var late = _plant.AddRun(minutesAgo: 20 * Day, sequence: 3);

        var (missing, repairs) = await _plant.UseAsync(async parts =>
        {
            var session = await parts.OpenAsync(TestContext.Current.CancellationToken);
            var reconciliation = new Reconciliation(
                session.Sources,
                parts.Store,
                null,
                _plant.Options.Sync,
                parts.Clock,
                session.Window,
                new ReconcileRequest(_plant.Now.AddYears(-10))
            );
            await reconciliation.RunAsync(new Progress<(double, string)>(), TestContext.Current.CancellationToken);
            return (reconciliation.Totals.Missing, reconciliation.Repairs(all: true).ToList());
        });

        Assert.Equal(2, missing);
        var repair = Assert.Single(repairs);
        Assert.Equal([late], repair.Only!);
        Assert.Equal(_plant.Now.AddDays(-20).Date, repair.Start.Timestamp.Date);
        Assert.Equal(1, (await _plant.SyncAsync()).DeadLetters);
    }

    private async Task AssertCensusIsInOrderAsync()
    {
        _plant.Clock.Advance(TimeSpan.FromHours(24));
        Assert.Empty((await _plant.SyncAsync()).Warnings);
        var json = (await _plant.RunAsync("reconcile", "--json", "--from", "2000-01-01")).Json;
        Assert.Equal("[]", json["unread"]!.ToJsonString());
        Assert.Equal((0, 0), ((int)json["missing"]!, (int)json["different"]!));
    }

    private static PlantRow Copy(IReadOnlyList<PlantRow> rows, DateTime? time, int result) =>
        Copy(rows, time, result, Plant.IdOf(rows));

    private static PlantRow Copy(IReadOnlyList<PlantRow> rows, DateTime? time, int result, Guid? id)
    {
        var header = rows.Single(r => r.Table == "IndexData");
        return header with
        {
            Values =
            [
                .. header.Columns.Zip(
                    header.Values,
                    (column, value) =>
                        column switch
                        {
                            "Index_GUID" => id,
                            "Timestamp" => time,
                            "Result" => result,
                            _ => value,
                        }
                ),
            ],
        };
    }
}
