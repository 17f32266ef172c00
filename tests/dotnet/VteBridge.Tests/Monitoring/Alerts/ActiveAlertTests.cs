using VteBridge.Configuration;
using VteBridge.Monitoring.Alerts;
using VteBridge.Tests.Monitoring;

namespace VteBridge.Tests.Monitoring.Alerts;

public sealed class ActiveAlertTests
{
    private static readonly AlertOptions Options = new() { RemindEvery = TimeSpan.FromHours(4) };
    private static readonly DateTimeOffset Start = Some.Now;

    private IReadOnlyList<ActiveAlert> _active = [];

    [Fact]
    public void An_alert_is_sent_once_and_its_end_too()
    {
        Assert.Equal(AlertKind.Raised, Assert.Single(Step(0, raised: true)).Kind);
        Sent(0);
        Assert.Empty(Step(1, raised: true));
        var cleared = Assert.Single(Step(2, clear: true));

        Assert.Equal((AlertKind.Cleared, Start), (cleared.Kind, cleared.Since));
        Assert.Empty(_active);
        Assert.Empty(Step(3, clear: true));
    }

    [Fact]
    public void Between_the_limits_nothing_changes()
    {
        Assert.Empty(Step(0));
        Assert.Empty(_active);
        Step(1, raised: true);
        Sent(1);
        Assert.Empty(Step(2));
        Assert.Single(_active);
    }

    [Fact]
    public void A_raised_alert_is_repeated_at_the_configured_interval()
    {
        Step(0, raised: true);
        Sent(0);
        Assert.Empty(Step(239, raised: true));
        Assert.Equal(AlertKind.Reminder, Assert.Single(Step(240, raised: true)).Kind);
        Sent(240);
        Assert.Empty(Step(479));
        Assert.Equal(AlertKind.Reminder, Assert.Single(Step(480)).Kind);
    }

    [Fact]
    public void Without_an_interval_there_are_no_reminders()
    {
        Step(0, raised: true);
        Sent(0);
        Assert.Empty(Step(1_000_000, raised: true, Options with { RemindEvery = TimeSpan.Zero }));
    }

    [Fact]
    public void A_failed_message_is_retried_less_and_less_often()
    {
        Step(0, raised: true);
        var minute = 0;
        foreach (var wait in new[] { 1, 2, 4, 8, 16, 32, 60, 60 })
        {
            _active = [_active[0].NotSent(Start.AddMinutes(minute))];
            Assert.Empty(Step(minute + wait - 1, raised: true));
            minute += wait;
            Assert.Equal(AlertKind.Raised, Assert.Single(Step(minute, raised: true)).Kind);
        }
    }

    [Fact]
    public void A_failed_message_is_retried_when_the_clock_was_set_back()
    {
        Step(0, raised: true);
        _active = [_active[0].NotSent(Start.AddYears(4))];

        Assert.Equal(AlertKind.Raised, Assert.Single(Step(1, raised: true)).Kind);
    }

    [Fact]
    public void An_unsent_alert_ends_without_a_message()
    {
        Step(0, raised: true);
        _active = [_active[0].NotSent(Start)];

        Assert.Empty(Step(1, clear: true));
        Assert.Empty(_active);
    }

    private IReadOnlyList<AlertMessage> Step(
        int minute,
        bool raised = false,
        AlertOptions? options = null,
        bool clear = false
    )
    {
        RuleResult[] results = [new(AlertRule.Lag, raised, $"minute {minute}", "mend it") { IsClear = clear }];
        (_active, var messages) = ActiveAlert.Update(_active, results, options ?? Options, Start.AddMinutes(minute));
        return messages;
    }

    private void Sent(int minute) => _active = [_active[0].Sent(Start.AddMinutes(minute))];
}
