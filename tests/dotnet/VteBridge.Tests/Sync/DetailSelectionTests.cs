using VteBridge.State;
using VteBridge.Sync;
using VteBridge.Vte;

namespace VteBridge.Tests.Sync;

/// <summary>Most of what is read are steps, so steps are read only for runs that may have changed.</summary>
public sealed class DetailSelectionTests
{
    private static readonly DateTimeOffset Now = new(2026, 2, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Old_run_with_the_recorded_header_needs_none() => Assert.False(Needs(Header(), Known()));

    [Fact]
    public void New_run_needs_them() => Assert.True(Needs(Header(), null));

    [Fact]
    public void Changed_header_needs_them() =>
        Assert.True(Needs(Header() with { HeaderFingerprint = "other" }, Known()));

    [Fact]
    public void Second_look_leaves_out_what_was_first_read_in_this_cycle()
    {
        var known = Known() with { Sequence = 7 };

        Assert.True(DetailSelection.NeedsSecondLook(known, recordedUpTo: 7));
        Assert.False(DetailSelection.NeedsSecondLook(known, recordedUpTo: 6));
        Assert.True(DetailSelection.NeedsSecondLook(null, recordedUpTo: 7));
    }

    [Fact]
    public void Run_whose_start_is_to_move_needs_them() =>
        Assert.True(Needs(Header() with { StartShift = TimeSpan.FromMilliseconds(2) }, Known()));

    [Theory]
    [InlineData(Outcome.Rejected)]
    [InlineData(Outcome.Excluded)]
    [InlineData(Outcome.Unavailable)]
    internal void Run_that_was_not_delivered_needs_them(Outcome outcome) =>
        Assert.True(Needs(Header(), Known() with { Outcome = outcome }));

    [Theory]
    [InlineData("no-steps")]
    [InlineData("unknown-result:7")]
    public void Run_that_was_sent_incomplete_needs_them(string flag) =>
        Assert.True(Needs(Header(), Known() with { Flags = [flag] }));

    [Fact]
    public void All_need_them_when_all_are_asked_for() => Assert.True(Needs(Header(), Known(), all: true));

    private static bool Needs(Candidate candidate, ReportRecord? known, bool all = false) =>
        DetailSelection.Needs(candidate, known, all);

    private static Candidate Header() =>
        new()
        {
            Id = Guid.NewGuid(),
            Kind = ReportKind.Run,
            Key = "key",
            Position = Position.Before(Now.DateTime),
            HeaderFingerprint = "header",
            Start = Now.AddMinutes(-60),
        };

    private static ReportRecord Known() =>
        new(
            Guid.NewGuid(),
            ReportKind.Run,
            Now.DateTime,
            null,
            "header",
            "facts",
            "hash",
            Outcome.Accepted,
            Verdict.Passed,
            [],
            Now
        );
}
