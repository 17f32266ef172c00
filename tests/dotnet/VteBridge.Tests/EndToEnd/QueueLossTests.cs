using VteBridge.Configuration;
using VteBridge.Tests.Delivery;
using static VteBridge.Tests.EndToEnd.DeliveredRuns;

namespace VteBridge.Tests.EndToEnd;

/// <summary>Reports that are damaged in the queue or lost from it are written again, or become dead letters.</summary>
public sealed class QueueLossTests
{
    private const double Day = 24 * 60;

    private const string NothingUploaded =
        """{"done":{"accepted":0,"rejected":0,"waiting":1,"oldest_waiting":null,"stopped":null}}""";

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
}
