using VteBridge.Configuration;
using VteBridge.Core;
using VteBridge.Delivery;
using VteBridge.Delivery.Folders;

namespace VteBridge.Tests.Delivery;

/// <summary>A report is written whole and under its id alone, and a folder that is missing, damaged or full is dealt with.</summary>
public sealed class FolderDestinationTests : QueueFolderTest
{
    [Fact]
    public void A_new_report_is_named_by_its_id_alone()
    {
        Assert.Equal(Outcome.Queued, Queue().Deliver(new Outgoing(Id, Content)).Outcome);

        Assert.Equal([$"{Id}.queued"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
        Assert.Equal(Content, File.ReadAllBytes(_folder.Of($"{Id}.queued")));
    }

    [Fact]
    public void Our_own_queue_is_the_owners_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has access lists, not modes");
        var queue = _folder.Of("queue");
        var options = new DeliveryOptions { Folder = queue, MinFreeMegabytes = 0 };

        new FolderDestination("sidecar", queue, FolderConvention.OwnQueue, options).Deliver(new Outgoing(Id, Content));

        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.Equal(Owner | UnixFileMode.UserExecute, File.GetUnixFileMode(queue));
        Assert.Equal(Owner, File.GetUnixFileMode(Assert.Single(Directory.GetFiles(queue))));
    }

    [Fact]
    public void What_waits_was_taken_or_failed_is_counted_and_what_is_none_of_ours_is_not()
    {
        foreach (
            var name in new[]
            {
                $"{Id}.queued",
                $"{Guid.NewGuid()}.processing",
                $"{Guid.NewGuid()}.completed",
                $"{Guid.NewGuid()}.error",
            }
        )
            Leave(name, Content);
        foreach (var name in new[] { "notes.queued", $"{Id}.queued.tmp", $"{Guid.NewGuid()}.error.info", ".lock" })
            Leave(name, Content);
        var old = new DateTime(2026, 2, 2, 10, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(_folder.Of($"{Id}.queued"), old);

        var state = Queue().State();

        Assert.Equal((2, 1, 1), (state.Waiting, state.Taken, state.Errors));
        Assert.Equal(new DateTimeOffset(old), state.OldestWaiting);
    }

    [Fact]
    public void An_destination_whose_folder_is_not_there_yet_is_empty_and_makes_it()
    {
        var destination = new FolderDestination("queue", _folder.Of("later"), FolderConvention.Queue, Options);

        Assert.Equal((0, (string?)null), (destination.State().Waiting, destination.Full()));
        Assert.Equal(Outcome.Queued, destination.Deliver(new Outgoing(Id, Content)).Outcome);
    }

    [Fact]
    public void What_a_crash_left_half_written_is_replaced_whole()
    {
        Leave($"{Id}.queued.tmp", new byte[Content.Length * 2]);

        Assert.Equal(Outcome.Queued, Queue().Deliver(new Outgoing(Id, Content)).Outcome);

        Assert.Equal([$"{Id}.queued"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
        Assert.Equal(Content, File.ReadAllBytes(_folder.Of($"{Id}.queued")));
    }

    [Fact]
    public void A_folder_that_vanishes_between_two_reports_is_made_again()
    {
        var destination = new FolderDestination("queue", _folder.Of("later"), FolderConvention.Queue, Options);
        destination.Deliver(new Outgoing(Guid.NewGuid(), Content));
        Directory.Delete(_folder.Of("later"), recursive: true);

        Assert.Equal(Outcome.Queued, destination.Deliver(new Outgoing(Id, Content)).Outcome);

        Assert.Equal(Content, File.ReadAllBytes(_folder.Of($"later/{Id}.queued")));
    }

    [Fact]
    public void So_many_waiting_reports_are_full_and_one_taken_makes_room()
    {
        var destination = Destination(FolderConvention.Queue, Options with { MaxWaiting = 3 });
        for (var report = 0; report < 3; report++)
        {
            Assert.Null(destination.Full());
            destination.Deliver(new Outgoing(Guid.NewGuid(), Content));
        }

        Assert.Contains("3 reports wait", destination.Full());
        File.Delete(Directory.GetFiles(_folder.Path)[0]);
        Assert.Null(destination.Full());
    }

    [Fact]
    public void A_disk_with_too_little_room_takes_no_more() =>
        Assert.Contains(
            "Delivery:MinFreeMegabytes",
            Destination(FolderConvention.Plain, Options with { MinFreeMegabytes = long.MaxValue }).Full()
        );
}
