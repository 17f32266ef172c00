using System.Text;
using VteBridge.Core;
using VteBridge.Delivery;
using VteBridge.Delivery.Folders;

namespace VteBridge.Tests.Delivery;

/// <summary>Before a report is dropped, the destination looks for it in every state that a client may have given it.</summary>
public sealed class EarlierCopyTests : QueueFolderTest
{
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
}
