using VteBridge.Core;
using VteBridge.Delivery;
using VteBridge.Delivery.Sidecar;

namespace VteBridge.Tests.Delivery;

/// <summary>The output of a child process is untrusted text: only well-formed receipts count.</summary>
public sealed class SidecarLineTests
{
    private const string Id = "6f9619ff-8b86-d011-b42d-00c04fc964ff";

    [Theory]
    [InlineData(nameof(Outcome.Accepted))]
    [InlineData(nameof(Outcome.Rejected))]
    [InlineData(nameof(Outcome.Unavailable))]
    public void A_line_of_a_report_is_its_receipt(string outcome)
    {
        var line =
            $$"""{"id":"{{Id.ToUpperInvariant()}}","outcome":"{{outcome}}","status":400,"message":"why","attempts":2}""";

        Assert.Equal(
            new Receipt(Guid.Parse(Id), Enum.Parse<Outcome>(outcome), "why"),
            DrainLine.Parse(line)!.Receipt()
        );
    }

    [Theory]
    [InlineData("Queued")]
    [InlineData("Excluded")]
    [InlineData("accepted")]
    [InlineData("0")]
    [InlineData("7")]
    [InlineData("")]
    public void A_line_with_an_outcome_that_no_drain_has_is_no_receipt(string outcome) =>
        Assert.Null(DrainLine.Parse($$"""{"id":"{{Id}}","outcome":"{{outcome}}"}""")!.Receipt());

    [Theory]
    [InlineData("")]
    [InlineData("Traceback (most recent call last):")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("17")]
    [InlineData("\"text\"")]
    [InlineData("{\"id\":17}")]
    [InlineData("{\"done\":\"all\"}")]
    public void What_is_not_of_the_protocol_is_none_of_ours(string line) => Assert.Null(DrainLine.Parse(line));

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"id\":\"not a guid\",\"outcome\":\"Accepted\"}")]
    [InlineData("{\"id\":\"../../etc/passwd\",\"outcome\":\"Rejected\"}")]
    public void What_names_no_report_is_no_receipt(string line) => Assert.Null(DrainLine.Parse(line)?.Receipt());

    [Fact]
    public void The_last_line_has_the_counts_and_why_it_stopped()
    {
        var done = DrainLine.Parse(
            """{"done":{"accepted":3,"rejected":1,"waiting":2,"oldest_waiting":null,"stopped":"WATS is away"}}"""
        )!;

        Assert.Equal(new DrainDone("WATS is away"), done.Done);
        Assert.Null(done.Receipt());
    }
}
