using VteBridge.Core;
using VteBridge.Delivery.Folders;
using VteBridge.Wsjf;

namespace VteBridge.Tests.Delivery;

/// <summary>What became of a report is read from the copies of it in our own queue.</summary>
public sealed class FolderReceiptTests : QueueFolderTest
{
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
}
