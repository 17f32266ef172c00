using VteBridge.Sync;

namespace VteBridge.Tests.Sync;

/// <summary>The message about reports that wait to be retried.</summary>
public sealed class RetriesTests
{
    [Theory]
    [InlineData(0, "WATS answered 500", null)]
    [InlineData(
        1,
        "WATS answered 500.",
        "1 report waits to be tried again, because WATS failed on it with: WATS answered 500."
    )]
    [InlineData(
        2,
        null,
        "2 reports wait to be tried again, because WATS failed on them, last with: no reason is recorded."
    )]
    public void They_are_counted_with_the_last_reason(int count, string? why, string? text) =>
        Assert.Equal(text, new Retries(count, why).Text);

    [Fact]
    public void The_last_look_at_the_destination_counts_and_no_step_between_forgets_it()
    {
        var first = SyncSummary.Nothing with { Retries = new Retries(3, "busy") };

        Assert.Equal(ExitCode.DestinationUnavailable, (first + new SyncSummary { Accepted = 1 }).ExitCode);
        Assert.Equal(ExitCode.Done, (first + (SyncSummary.Nothing with { Retries = new Retries(0, null) })).ExitCode);
    }
}
