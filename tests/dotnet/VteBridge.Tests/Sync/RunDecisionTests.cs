using VteBridge.Configuration;
using VteBridge.State;
using VteBridge.Sync;
using VteBridge.Vte;

namespace VteBridge.Tests.Sync;

/// <summary>Every branch of the decision as a table: the run in VTE, its record, and the time.</summary>
public sealed class RunDecisionTests
{
    private static readonly DateTimeOffset Now = new(2026, 2, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly Window Window = new(
        Now,
        Now.AddSeconds(-30),
        Now.DateTime.AddSeconds(-30),
        Now.DateTime.AddMinutes(1)
    );

    [Fact]
    public void New_run_is_sent() => Assert.Equal("Send", Kind(Run(), null));

    [Theory]
    [InlineData(nameof(Outcome.Accepted))]
    [InlineData(nameof(Outcome.Queued))]
    public void Delivered_run_with_the_same_facts_is_unchanged(string outcome) =>
        Assert.Equal("Unchanged", Kind(Run(), Known(outcome)));

    [Fact]
    public void Run_whose_details_were_not_read_is_unchanged() =>
        Assert.Equal("Unchanged", Kind(Run() with { Fingerprint = null }, Known("Accepted")));

    [Fact]
    public void Run_whose_facts_changed_is_sent_again() =>
        Assert.Equal("Send", Kind(Run(), Known("Accepted", fingerprint: "other")));

    [Theory]
    [InlineData(nameof(Outcome.Rejected))]
    [InlineData(nameof(Outcome.Excluded))]
    public void Run_that_could_not_be_sent_is_tried_again(string outcome) =>
        Assert.Equal("TryAgain", Kind(Run(), Known(outcome)));

    [Fact]
    public void Lost_copy_is_sent_again() => Assert.Equal("Send", Kind(Run(), Known("Unavailable")));

    [Fact]
    public void Interrupted_delivery_is_sent_again() =>
        Assert.Equal("Send", Kind(Run(), Known("Unavailable", fingerprint: "", hash: "")));

    [Fact]
    public void Record_without_fingerprint_is_adopted_not_sent() =>
        Assert.Equal("Adopt", Kind(Run(), Known("Accepted", fingerprint: "")));

    [Fact]
    public void Run_sent_without_steps_by_an_old_version_is_sent_when_it_has_them() =>
        Assert.Equal("Send", Kind(Run(), Known("Accepted", fingerprint: "", flags: "no-steps")));

    [Fact]
    public void Run_whose_start_must_move_now_is_sent_again() =>
        Assert.Equal("Send", Kind(Run() with { StartShift = TimeSpan.FromMilliseconds(1) }, Known("Accepted")));

    [Theory]
    [InlineData(0.4, "Defer")]
    [InlineData(0.5, "Send")]
    [InlineData(-60, "Defer")]
    public void Run_waits_until_its_start_is_the_settle_delay_past(double minutesAgo, string expected) =>
        Assert.Equal(expected, Kind(Run(minutesAgo), null));

    [Theory]
    [InlineData(9.99, "Defer")]
    [InlineData(10, "Send")]
    public void Incomplete_run_waits_for_the_completeness_wait(double minutesAgo, string expected) =>
        Assert.Equal(expected, Kind(Run(minutesAgo) with { IsComplete = false }, null));

    [Theory]
    [InlineData(9.99, "Defer")]
    [InlineData(10, "Send")]
    public void Changed_run_waits_while_it_is_young(double minutesAgo, string expected) =>
        Assert.Equal(expected, Kind(Run(minutesAgo), Known("Queued", fingerprint: "other")));

    [Fact]
    public void Forced_run_is_sent_although_it_is_unchanged() =>
        Assert.Equal("Send", Kind(Run(), Known("Accepted"), force: true));

    [Fact]
    public void Forced_run_in_the_future_still_waits() => Assert.Equal("Defer", Kind(Run(-1), null, force: true));

    [Fact]
    public void Unreadable_row_is_a_dead_letter_once()
    {
        var row = new UnreadableRow
        {
            DeadLetterId = Guid.NewGuid(),
            Kind = ReportKind.Run,
            What = "has no time",
            Fix = "give it one",
            Cause = UnreadableCauses.NoTimestamp,
        };
        var candidate = Candidate.Of(row);

        Assert.Equal("DeadLetter", Kind(candidate, null));
        Assert.Equal("Unchanged", Kind(candidate, Known("Rejected", fingerprint: candidate.Fingerprint!)));
        Assert.Equal("DeadLetter", Kind(candidate, Known("Rejected", fingerprint: "had another trouble")));
    }

    [Fact]
    public void Reason_is_given_wherever_something_happens()
    {
        Assert.NotEmpty(RunDecision.For(Run(), null, Window, new SyncOptions()).Reason);
        Assert.NotEmpty(RunDecision.For(Run(-5), null, Window, new SyncOptions()).Reason);
    }

    private static string Kind(Candidate candidate, ReportRecord? known, bool force = false) =>
        RunDecision.For(candidate, known, Window, new SyncOptions(), force).Kind.ToString();

    private static Candidate Run(double minutesAgo = 60) =>
        new()
        {
            Id = Guid.NewGuid(),
            Kind = ReportKind.Run,
            Key = "key",
            Position = Position.Before(Now.DateTime),
            HeaderFingerprint = "header",
            Fingerprint = "facts",
            Start = Now.AddMinutes(-minutesAgo),
        };

    private static ReportRecord Known(
        string outcome,
        string fingerprint = "facts",
        string hash = "hash",
        params string[] flags
    ) =>
        new(
            Guid.NewGuid(),
            ReportKind.Run,
            Now.DateTime,
            null,
            "header",
            fingerprint,
            hash,
            Enum.Parse<Outcome>(outcome),
            Verdict.Passed,
            flags,
            Now
        );
}
