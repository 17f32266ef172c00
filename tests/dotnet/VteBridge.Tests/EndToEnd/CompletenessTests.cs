using Microsoft.Data.Sqlite;
using static VteBridge.Tests.EndToEnd.DeliveredRuns;

namespace VteBridge.Tests.EndToEnd;

/// <summary>Runs that are added or completed after the look-back has passed them, and what the census finds.</summary>
public sealed class CompletenessTests
{
    private const double Day = 24 * 60;

    [Fact]
    public async Task Row_weeks_late_is_delivered_within_the_hour()
    {
        await using var plant = await WithOneRunAsync();
        var late = plant.AddRun(minutesAgo: 20 * Day, sequence: 10);

        Assert.Equal(0, (await plant.SyncAsync()).Queued);
        plant.Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal(1, (await plant.SyncAsync()).Queued);

        Assert.Contains(late, plant.Reports().Keys);
        plant.Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal(0, (await plant.SyncAsync()).Queued);
    }

    [Fact]
    public async Task Row_older_than_the_compared_days_is_delivered_within_a_day()
    {
        await using var plant = await WithOneRunAsync();
        var late = plant.AddRun(minutesAgo: 200 * Day, sequence: 10);

        plant.Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal(0, (await plant.SyncAsync()).Queued);
        plant.Clock.Advance(TimeSpan.FromHours(24));
        var sent = await plant.SyncAsync();

        Assert.Equal((1, 0), (sent.Queued, sent.Warnings.Count));
        Assert.Contains(late, plant.Reports().Keys);
    }

    [Fact]
    public async Task Row_with_a_time_decades_ago_is_delivered_within_a_day()
    {
        await using var plant = await WithOneRunAsync();
        var late = plant.AddRun(minutesAgo: 24 * 365 * Day, sequence: 10);

        plant.Clock.Advance(TimeSpan.FromHours(25));
        await plant.SyncAsync();

        Assert.Contains(late, plant.Reports().Keys);
    }

    [Fact]
    public async Task Edited_header_of_an_old_run_is_sent_within_the_hour()
    {
        await using var plant = await Plant.EmptyAsync();
        var old = plant.AddRun(minutesAgo: 5 * Day, sequence: 1);
        plant.AddRun(minutesAgo: 10, sequence: 2);
        await plant.SyncAsync();
        plant.Edit(old, "WO-105000");

        Assert.Equal(0, (await plant.SyncAsync()).Queued);
        plant.Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal(1, (await plant.SyncAsync()).Queued);

        Assert.Contains("WO-105000", plant.Report(old).ToJsonString());
    }

    [Fact]
    public async Task Long_test_that_is_filled_in_at_its_end_is_sent_complete()
    {
        await using var plant = await WithOneRunAsync();
        var rows = plant.RunRows(minutesAgo: 5, sequence: 10);
        plant.Database.Insert(rows.Where(r => !IsStep(r)));
        var run = Plant.IdOf(rows);
        plant.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(1, (await plant.SyncAsync()).Queued);
        Assert.Contains("no-steps", plant.Recorded().Single(r => r.Id == run).Flags);

        // The run's header does not change, and both repeated looks of the look-back at it are over.
        for (var hour = 0; hour < 3; hour++)
        {
            plant.Clock.Advance(TimeSpan.FromMinutes(61));
            plant.AddRun(minutesAgo: 1, sequence: 11 + hour);
            Assert.Equal(1, (await plant.SyncAsync()).Queued);
        }
        plant.Database.Insert(rows.Where(IsStep));
        plant.Clock.Advance(TimeSpan.FromMinutes(61));
        await plant.SyncAsync();

        Assert.DoesNotContain("no-steps", plant.Recorded().Single(r => r.Id == run).Flags);
        Assert.NotEmpty(plant.Report(run)["root"]!["steps"]!.AsArray());
    }

    [Fact]
    public async Task Long_test_that_is_inserted_at_its_end_is_delivered()
    {
        await using var plant = await WithOneRunAsync();
        plant.Clock.Advance(TimeSpan.FromHours(4));
        await plant.SyncAsync();
        plant.Clock.Advance(TimeSpan.FromMinutes(61));
        var run = plant.AddRun(minutesAgo: 180, sequence: 10);

        await plant.SyncAsync();

        Assert.Contains(run, plant.Reports().Keys);
    }

    [Fact]
    public async Task Outcome_deleted_from_the_store_by_hand_is_found_by_the_census()
    {
        await using var plant = await Plant.EmptyAsync();
        var lost = plant.AddRun(minutesAgo: 90 * Day, sequence: 1);
        plant.AddRun(minutesAgo: 10, sequence: 2);
        await plant.SyncAsync();
        Execute(plant, $"DELETE FROM reports WHERE id = '{lost}'");

        plant.Clock.Advance(TimeSpan.FromHours(25));
        var found = await plant.SyncAsync();

        Assert.Equal((1, 0), (found.Queued, found.Warnings.Count));
        Assert.Contains(plant.Recorded(), r => r.Id == lost);
    }

    [Fact]
    public async Task Run_that_VTE_lost_is_a_warning_with_its_day()
    {
        await using var plant = await Plant.EmptyAsync();
        var gone = plant.AddRun(minutesAgo: 90 * Day, sequence: 1);
        plant.AddRun(minutesAgo: 10, sequence: 2);
        await plant.SyncAsync();
        var day = $"{plant.Recorded().Single(r => r.Id == gone).Timestamp:yyyy-MM-dd}";
        plant.Database.Delete("IndexData", "Index_GUID", gone);

        plant.Clock.Advance(TimeSpan.FromHours(25));
        var found = await plant.SyncAsync();

        Assert.Contains(day, Assert.Single(found.Warnings));
        Assert.Equal(ExitCode.DeadLetters, found.ExitCode);
        // The warning stays until a census finds everything in order.
        Assert.Single((await plant.SyncAsync()).Warnings);
        plant.Options = plant.Options with
        {
            Sync = plant.Options.Sync with { StartFrom = plant.Now.AddMinutes(-80 * Day) },
        };
        plant.Clock.Advance(TimeSpan.FromHours(25));
        Assert.Equal(ExitCode.Done, (await plant.SyncAsync()).ExitCode);
    }

    private static void Execute(Plant plant, string sql)
    {
        using var db = new SqliteConnection(
            $"Data Source={Path.Combine(plant.Options.State.Folder, "vtebridge.db")};Pooling=False"
        );
        db.Open();
        using var command = db.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
