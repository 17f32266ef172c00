using System.Text;
using VteBridge.Configuration;
using VteBridge.Core;
using VteBridge.Delivery;
using VteBridge.Delivery.Folders;
using VteBridge.Tests.EndToEnd;
using VteBridge.Wsjf;

namespace VteBridge.Tests.Delivery;

/// <summary>Before a report is dropped, the destination looks for it in every state that a client may have given it.</summary>
public sealed class FolderDestinationTests : IDisposable
{
    private static readonly Guid Id = new("6f9619ff-8b86-d011-b42d-00c04fc964ff");
    private static readonly byte[] Content = "{\"id\":\"6f9619ff\"}"u8.ToArray();

    private static readonly string Hash = Convert.ToHexStringLower(
        System.Security.Cryptography.SHA256.HashData(Content)
    );

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

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

    [Theory]
    [InlineData(".queued")]
    [InlineData(".processing")]
    [InlineData(".completed")]
    public void A_report_that_is_there_with_the_same_content_is_not_dropped_again(string state)
    {
        Leave(Id + state, Content);

        Assert.Equal(Outcome.Queued, Queue().Deliver(new Outgoing(Id, Content)).Outcome);

        Assert.Equal([Id + state], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData(".processing")]
    [InlineData(".completed")]
    [InlineData(".error")]
    public void A_report_whose_content_changed_is_dropped_beside_the_earlier_one(string state)
    {
        Leave(Id + state, "{\"an earlier content\":1}"u8);

        Queue().Deliver(new Outgoing(Id, Content));

        Assert.Equal(Content, File.ReadAllBytes(_folder.Of($"{Id}.queued")));
        Assert.True(File.Exists(_folder.Of(Id + state)));
    }

    [Fact]
    public void A_report_that_waits_with_an_earlier_content_is_replaced()
    {
        Leave($"{Id}.queued", "{\"an earlier content\":1}"u8);

        Queue().Deliver(new Outgoing(Id, Content));

        Assert.Equal(Content, File.ReadAllBytes(_folder.Of($"{Id}.queued")));
    }

    [Theory]
    [InlineData(".queued")]
    [InlineData(".processing")]
    [InlineData(".error")]
    public void An_edit_that_is_taken_back_while_it_is_on_its_way_is_sent_again(string edited)
    {
        Leave($"{Id}.completed", Content);
        Leave(Id + edited, "{\"the edit\":1}"u8);
        var destination = Destination(FolderConvention.OwnQueue);

        Assert.Equal(Outcome.Queued, destination.Deliver(new Outgoing(Id, Content)).Outcome);

        Assert.Equal(Content, File.ReadAllBytes(_folder.Of($"{Id}.queued")));
        Assert.Null(destination.ReceiptFor(Id, Hash));
    }

    [Theory]
    [InlineData(".completed", ".error")]
    [InlineData(".error", ".completed")]
    public void In_the_queue_of_a_client_the_copy_that_was_dropped_last_counts(string older, string newer)
    {
        Leave(Id + older, Content);
        Leave(Id + newer, "{\"the edit\":1}"u8);
        File.SetLastWriteTimeUtc(_folder.Of(Id + older), DateTime.UtcNow.AddMinutes(-1));

        Queue().Deliver(new Outgoing(Id, Content));

        Assert.Equal(Content, File.ReadAllBytes(_folder.Of($"{Id}.queued")));
    }

    /// <summary>A drain deletes a failed copy before it sends a newer version, so a failed copy is the newer one. File times do not decide.</summary>
    [Fact]
    public void In_our_own_queue_a_failed_copy_is_newer_than_a_completed_one()
    {
        Leave($"{Id}.error", Content);
        Leave($"{Id}.error.info", """{"error":"no","attempts":1,"permanent":true}"""u8);
        Leave($"{Id}.completed", "{\"the version before\":1}"u8);
        File.SetLastWriteTimeUtc(_folder.Of($"{Id}.error"), DateTime.UtcNow.AddMinutes(-1));

        Assert.Equal(Outcome.Rejected, Destination(FolderConvention.OwnQueue).ReceiptFor(Id, Hash)!.Outcome);
    }

    [Theory]
    [InlineData(".completed", nameof(Outcome.Accepted))]
    [InlineData(".error", nameof(Outcome.Rejected))]
    [InlineData(".queued", null)]
    [InlineData(".processing", null)]
    public void What_became_of_a_report_is_what_its_newest_copy_shows(string state, string? outcome)
    {
        Leave(Id + state, Content);
        Leave($"{Id}.error.info", """{"error":"no","attempts":1,"permanent":true}"""u8);
        var destination = Destination(FolderConvention.OwnQueue);

        Assert.Equal(outcome, destination.ReceiptFor(Id, Hash)?.Outcome.ToString());
        Assert.True(destination.ReceiptFor(Id, new string('0', 64))!.IsLost);
    }

    [Fact]
    public void Report_that_waits_to_be_tried_again_says_why()
    {
        Leave($"{Id}.error", Content);
        Leave($"{Id}.error.info", """{"error":"WATS answered 500","attempts":1}"""u8);

        var receipt = Destination(FolderConvention.OwnQueue).ReceiptFor(Id, Hash)!;

        Assert.Equal(
            (Outcome.Unavailable, "WATS answered 500", false),
            (receipt.Outcome, receipt.Message, receipt.IsLost)
        );
    }

    [Fact]
    public void Queued_copy_that_is_gone_or_damaged_is_lost()
    {
        var destination = Destination(FolderConvention.OwnQueue);

        Assert.True(destination.ReceiptFor(Id, Hash)!.IsLost);
        Leave($"{Id}.queued", new byte[Content.Length]);
        Assert.True(destination.ReceiptFor(Id, Hash)!.IsLost);
        Leave($"{Id}.queued", []);
        Assert.True(destination.ReceiptFor(Id, Hash)!.IsLost);
        Assert.Null(Destination(FolderConvention.Queue).ReceiptFor(Id, Hash));
    }

    [Fact]
    public void Twelve_refused_reports_of_46_MB_are_read_in_little_memory()
    {
        var ids = Enumerable.Range(1, 12).Select(n => new Guid(n, 0, 0, new byte[8])).ToList();
        foreach (var id in ids)
        {
            using (var file = File.Create(_folder.Of($"{id}.error")))
                file.SetLength(46_000_000);
            Leave($"{id}.error.info", """{"error":"too large","attempts":1,"permanent":true}"""u8);
        }
        var hash = WsjfWriter.FileHash(_folder.Of($"{ids[0]}.error"));
        var destination = Destination(FolderConvention.OwnQueue);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var receipts = ids.ConvertAll(id => destination.ReceiptFor(id, hash)!);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000_000);
        Assert.All(receipts, r => Assert.Equal((Outcome.Rejected, 46_000_000), (r.Outcome, r.Report!.Length)));
        Assert.All(receipts, r => Assert.InRange(r.Report!.Head.Length, 1, 100_000));
    }

    [Fact]
    public void A_report_that_was_asked_for_again_is_dropped_whatever_is_there()
    {
        Leave($"{Id}.completed", Content);

        Queue().Deliver(new Outgoing(Id, Content, Force: true));

        Assert.True(File.Exists(_folder.Of($"{Id}.queued")));
    }

    [Fact]
    public void A_report_that_was_refused_for_good_stays_refused_with_the_reason()
    {
        Leave($"{Id}.error", Content);
        Leave($"{Id}.error.info", """{"error":"$.sn: is empty","attempts":1,"permanent":true}"""u8);

        var receipt = Queue().Deliver(new Outgoing(Id, Content));

        Assert.Equal((Outcome.Rejected, "$.sn: is empty"), (receipt.Outcome, receipt.Message));
        Assert.Equal(Content, Queue().Refused(Id)!.Head.ToArray());
        Assert.False(File.Exists(_folder.Of($"{Id}.queued")));
    }

    [Theory]
    [InlineData("""{"error":"503","attempts":3}""")]
    [InlineData("""{"error":"503","attempts":3,"permanent":false}""")]
    [InlineData("half a fi")]
    [InlineData("")]
    public void A_report_that_failed_for_now_is_left_to_whoever_has_it(string info)
    {
        Leave($"{Id}.error", Content);
        Leave($"{Id}.error.info", Encoding.UTF8.GetBytes(info));

        Assert.Equal(Outcome.Queued, Queue().Deliver(new Outgoing(Id, Content)).Outcome);
        Assert.False(File.Exists(_folder.Of($"{Id}.queued")));
    }

    /// <summary>Only our own sidecar marks a report as completed after WATS has confirmed it; other clients may do so earlier.</summary>
    [Fact]
    public void A_completed_report_is_in_WATS_only_in_our_own_queue()
    {
        Leave($"{Id}.completed", Content);

        Assert.Equal(
            Outcome.Accepted,
            Destination(FolderConvention.OwnQueue).Deliver(new Outgoing(Id, Content)).Outcome
        );
        Assert.Equal(Outcome.Queued, Destination(FolderConvention.Queue).Deliver(new Outgoing(Id, Content)).Outcome);
    }

    [Theory]
    [InlineData("Done")]
    [InlineData("archive")]
    [InlineData("Processed")]
    [InlineData("Error")]
    public void A_converter_may_move_a_report_into_a_folder_beside_it(string folder)
    {
        Directory.CreateDirectory(_folder.Of(folder));
        Leave(Path.Combine(folder, $"{Id}.json"), Content);

        Assert.Equal(Outcome.Queued, Destination(FolderConvention.Watch).Deliver(new Outgoing(Id, Content)).Outcome);
        Assert.Empty(Directory.GetFiles(_folder.Path));
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

    private static DeliveryOptions Options => new() { FlushToDisk = false, MinFreeMegabytes = 0 };

    private FolderDestination Queue() => Destination(FolderConvention.Queue);

    private FolderDestination Destination(FolderConvention convention, DeliveryOptions? options = null) =>
        new("test", _folder.Path, convention, options ?? Options);

    private void Leave(string name, ReadOnlySpan<byte> content) =>
        File.WriteAllBytes(_folder.Of(name), content.ToArray());
}
