using Microsoft.Data.Sqlite;
using VteBridge.Configuration;
using VteBridge.Simulator.Vte;
using VteBridge.State;
using VteBridge.Tests.Delivery;

namespace VteBridge.Tests.EndToEnd;

/// <summary>Runs that are added or completed after the look-back has passed them, and what the census finds.</summary>
public sealed class CompletenessTests
{
    private const double Day = 24 * 60;

    private const string NothingUploaded =
        """{"done":{"accepted":0,"rejected":0,"waiting":1,"oldest_waiting":null,"stopped":null}}""";

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

    [Theory]
    [InlineData("delete")]
    [InlineData("empty")]
    [InlineData("zeros")]
    [InlineData("cut")]
    public async Task Damaged_file_of_the_queue_is_written_again(string damage)
    {
        Assert.SkipWhen(FakePython.Missing is not null, FakePython.Missing ?? "");
        using var python = new FakePython($"echo '{NothingUploaded}'");
        await using var plant = await Plant.EmptyAsync();
        var run = plant.AddRun(minutesAgo: 60, sequence: 1);
        plant.Options = plant.Options with
        {
            Delivery = plant.Options.Delivery with { Destination = DestinationNames.Sidecar, Sidecar = python.Options },
        };
        await plant.SyncAsync();
        var file = Path.Combine(plant.Options.Delivery.Folder, $"{run}.queued");
        var whole = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        if (damage == "delete")
            File.Delete(file);
        else
            File.WriteAllBytes(
                file,
                damage switch
                {
                    "empty" => [],
                    "zeros" => new byte[whole.Length],
                    _ => whole[..(whole.Length / 2)],
                }
            );
        // The run is now outside the look-back, so only the state store knows of it.
        plant.Clock.Advance(TimeSpan.FromHours(5));

        await plant.SyncAsync();

        Assert.Equal(whole, await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
        Assert.Equal(Outcome.Queued, plant.Recorded().Single().Outcome);
    }

    /// <summary>Without the dead letter every cycle would search for the run again, and many such runs would take up the cycles.</summary>
    [Fact]
    public async Task Lost_report_whose_run_is_gone_from_VTE_is_a_dead_letter()
    {
        Assert.SkipWhen(FakePython.Missing is not null, FakePython.Missing ?? "");
        using var python = new FakePython($"echo '{NothingUploaded}'");
        await using var plant = await Plant.EmptyAsync();
        var rows = plant.RunRows(minutesAgo: 60, sequence: 1);
        plant.Database.Insert(rows);
        var run = Plant.IdOf(rows);
        plant.Options = plant.Options with
        {
            Delivery = plant.Options.Delivery with { Destination = DestinationNames.Sidecar, Sidecar = python.Options },
        };
        await plant.SyncAsync();
        File.Delete(Path.Combine(plant.Options.Delivery.Folder, $"{run}.queued"));
        plant.Database.Delete("IndexData", "Index_GUID", run);
        plant.Clock.Advance(TimeSpan.FromHours(5));

        var found = await plant.SyncAsync();
        plant.Logs.Clear();
        var next = await plant.SyncAsync();

        Assert.Equal((1, 0), (found.DeadLetters, next.DeadLetters));
        Assert.Contains("VTE no longer has the run with this id at", Assert.Single(plant.DeadLetters()).Value.What);
        Assert.Equal(Outcome.Rejected, plant.Recorded().Single().Outcome);
        Assert.DoesNotContain(plant.Logs.Warnings, w => w.Contains("lost", StringComparison.Ordinal));

        // The run comes back later, for example from a backup.
        plant.Database.Insert(rows.Where(r => r.Table == "IndexData"));
        plant.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(1, (await plant.SyncAsync()).Queued);
        Assert.Empty(plant.DeadLetters());
    }

    [Fact]
    public async Task Lost_report_whose_run_has_another_time_now_is_sent_again()
    {
        Assert.SkipWhen(FakePython.Missing is not null, FakePython.Missing ?? "");
        using var python = new FakePython($"echo '{NothingUploaded}'");
        await using var plant = await Plant.EmptyAsync();
        var run = plant.AddRun(minutesAgo: 60 * Day, sequence: 1);
        plant.Options = plant.Options with
        {
            Delivery = plant.Options.Delivery with { Destination = DestinationNames.Sidecar, Sidecar = python.Options },
        };
        await plant.SyncAsync();
        File.Delete(Path.Combine(plant.Options.Delivery.Folder, $"{run}.queued"));
        plant.Database.Update("IndexData", "Index_GUID", run, "Timestamp", plant.Now.AddDays(-50));
        plant.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(1, (await plant.SyncAsync()).Queued);
        Assert.Empty(plant.DeadLetters());
    }

    [Fact]
    public async Task Reports_of_another_destination_are_not_lost_when_it_is_changed()
    {
        Assert.SkipWhen(FakePython.Missing is not null, FakePython.Missing ?? "");
        using var python = new FakePython($"echo '{NothingUploaded}'");
        await using var plant = await WithOneRunAsync();
        plant.Options = plant.Options with
        {
            Delivery = plant.Options.Delivery with
            {
                Destination = DestinationNames.Sidecar,
                Folder = plant.Folder.Of("queue"),
                Sidecar = python.Options,
            },
        };

        var next = await plant.SyncAsync();

        Assert.Equal((0, 1), (next.Queued, next.Unchanged));
    }

    [Fact]
    public async Task Table_that_is_not_visible_any_more_stops_the_sync_until_it_is_accepted()
    {
        await using var plant = await WithOneRunAsync();
        plant.AddRun(minutesAgo: 5, sequence: 2);
        plant.Database.Execute("EXEC sp_rename 'dbo.TestDataText', 'Old'");

        var failure = await Assert.ThrowsAsync<VteFailure>(plant.SyncAsync);
        Assert.Single(plant.Recorded());
        var accepted = await plant.RunAsync("sync", "--accept-schema", "--json");

        Assert.Contains("TestDataText", failure.Message);
        Assert.Contains("--accept-schema", failure.Message);
        Assert.Equal(ExitCode.VteUnavailable, failure.ExitCode);
        Assert.True(accepted.Code == 0, accepted.Errors);
    }

    [Fact]
    public async Task Light_sync_reads_steps_only_where_a_change_is_likely()
    {
        await using var plant = await Plant.EmptyAsync();
        for (var run = 1; run <= 20; run++)
            plant.AddRun(minutesAgo: 30 + run, sequence: run);
        await plant.SyncAsync();
        plant.Server.Statistics.Reset();

        var light = await plant.SyncAsync(allSteps: false);

        Assert.Equal((20, 0), (light.Unchanged, light.Queued));
        Assert.DoesNotContain(plant.Server.Statistics.Recent, s => s.Tables.Contains("TestDataNumeric"));
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

    private static bool IsStep(PlantRow row) => row.Table.StartsWith("TestData", StringComparison.Ordinal);

    private static async Task<Plant> WithOneRunAsync()
    {
        var plant = await Plant.EmptyAsync();
        plant.AddRun(minutesAgo: 10, sequence: 1);
        await plant.SyncAsync();
        return plant;
    }
}
