using VteBridge.Configuration;
using VteBridge.Monitoring.Alerts;
using VteBridge.Tests.Monitoring;

namespace VteBridge.Tests.Monitoring.Alerts;

public sealed class AlertLedgerTests
{
    private static readonly AlertOptions Options = new() { RemindEvery = TimeSpan.FromHours(4) };
    private static readonly DateTimeOffset Start = Some.Now;

    private IReadOnlyList<StandingAlert> _standing = [];

    [Fact]
    public void An_alert_is_told_once_and_its_end_too()
    {
        Assert.Equal(AlertKind.Raised, Assert.Single(Step(0, raised: true)).Kind);
        Told(0);
        Assert.Empty(Step(1, raised: true));
        var cleared = Assert.Single(Step(2, clear: true));

        Assert.Equal((AlertKind.Cleared, Start), (cleared.Kind, cleared.Since));
        Assert.Empty(_standing);
        Assert.Empty(Step(3, clear: true));
    }

    [Fact]
    public void Between_the_limits_nothing_changes()
    {
        Assert.Empty(Step(0));
        Assert.Empty(_standing);
        Step(1, raised: true);
        Told(1);
        Assert.Empty(Step(2));
        Assert.Single(_standing);
    }

    [Fact]
    public void What_stands_is_repeated_at_the_intervals_that_were_asked_for()
    {
        Step(0, raised: true);
        Told(0);
        Assert.Empty(Step(239, raised: true));
        Assert.Equal(AlertKind.Reminder, Assert.Single(Step(240, raised: true)).Kind);
        Told(240);
        Assert.Empty(Step(479));
        Assert.Equal(AlertKind.Reminder, Assert.Single(Step(480)).Kind);
    }

    [Fact]
    public void Without_an_interval_there_are_no_reminders()
    {
        Step(0, raised: true);
        Told(0);
        Assert.Empty(Step(1_000_000, raised: true, Options with { RemindEvery = TimeSpan.Zero }));
    }

    [Fact]
    public void What_could_not_be_told_is_tried_again_less_and_less_often_and_for_ever()
    {
        Step(0, raised: true);
        var minute = 0;
        foreach (var wait in new[] { 1, 2, 4, 8, 16, 32, 60, 60 })
        {
            _standing = [_standing[0].NotTold(Start.AddMinutes(minute))];
            Assert.Empty(Step(minute + wait - 1, raised: true));
            minute += wait;
            Assert.Equal(AlertKind.Raised, Assert.Single(Step(minute, raised: true)).Kind);
        }
    }

    [Fact]
    public void What_nobody_heard_of_ends_in_silence()
    {
        Step(0, raised: true);
        _standing = [_standing[0].NotTold(Start)];

        Assert.Empty(Step(1, clear: true));
        Assert.Empty(_standing);
    }

    private IReadOnlyList<AlertMessage> Step(
        int minute,
        bool raised = false,
        AlertOptions? options = null,
        bool clear = false
    )
    {
        AlertReading[] readings = [new("lag", raised, clear, $"minute {minute}", "mend it")];
        (_standing, var messages) = AlertLedger.Step(_standing, readings, options ?? Options, Start.AddMinutes(minute));
        return messages;
    }

    private void Told(int minute) => _standing = [_standing[0].Told(Start.AddMinutes(minute))];
}
