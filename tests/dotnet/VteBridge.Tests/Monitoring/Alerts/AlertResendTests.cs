using Microsoft.Extensions.Logging;
using VteBridge.Configuration;
using VteBridge.Monitoring;
using VteBridge.Monitoring.Alerts;
using VteBridge.Tests.EndToEnd;
using VteBridge.Tests.Sync;

namespace VteBridge.Tests.Monitoring.Alerts;

/// <summary>A channel that fails is tried again, and no other channel is kept from sending or sends twice.</summary>
public sealed class AlertResendTests
{
    private readonly LogLines _log = new();
    private readonly FakeTime _time = new();

    [Fact]
    public async Task A_channel_that_fails_is_tried_again_and_the_other_is_not()
    {
        var (received, mails) = (new List<string>(), new List<string>());
        using var webhook = Listener.OfHttp(received);
        using var mail = MailServer.Start(mails);
        _time.SetUtcNow(Some.Now);
        var health = new HealthState(_time, Some.Healthy.Program, Some.Healthy with { FailedInARow = 5 }, () => []);
        var sender = new AlertSender(_time, _log.CreateLogger<AlertSender>());
        var monitor = new AlertMonitor(health, sender, _time, _log.CreateLogger<AlertMonitor>());
        var stop = TestContext.Current.CancellationToken;

        await monitor.CheckAsync(Both(webhook, mailPort: 1), stop);
        Assert.Equal((1, "mail"), (received.Count, Assert.Single(Assert.Single(health.Take().Alerts).Missed)));
        _time.Advance(TimeSpan.FromMinutes(2));
        await monitor.CheckAsync(Both(webhook, mail.Port), stop);

        Assert.Equal((1, 1), (received.Count, mails.Count));
        Assert.Empty(Assert.Single(health.Take().Alerts).Missed);
    }

    [Fact]
    public async Task End_of_an_alert_is_sent_again_to_the_channel_that_failed()
    {
        var (received, mails) = (new List<string>(), new List<string>());
        using var webhook = Listener.OfHttp(received);
        using var mail = MailServer.Start(mails);
        _time.SetUtcNow(Some.Now);
        var raised = new ActiveAlert(AlertRule.FailedCycles, Some.Now, "", "", SentAt: Some.Now);
        var health = new HealthState(_time, Some.Healthy.Program, Some.Healthy with { Alerts = [raised] }, () => []);
        var sender = new AlertSender(_time, _log.CreateLogger<AlertSender>());
        var monitor = new AlertMonitor(health, sender, _time, _log.CreateLogger<AlertMonitor>());
        var stop = TestContext.Current.CancellationToken;

        await monitor.CheckAsync(Both(webhook, mailPort: 1), stop);
        Assert.Equal((1, 0), (received.Count, health.Take().Alerts.Count));
        for (var minute = 0; minute < 3; minute++)
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            await monitor.CheckAsync(Both(webhook, mail.Port), stop);
        }

        Assert.Single(received);
        Assert.Contains("cleared", Assert.Single(mails), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_channel_whose_secret_cannot_be_read_keeps_no_other_from_sending()
    {
        var mails = new List<string>();
        using var mail = MailServer.Start(mails);
        _time.SetUtcNow(Some.Now);
        var health = new HealthState(_time, Some.Healthy.Program, Some.Healthy with { FailedInARow = 5 }, () => []);
        var sender = new AlertSender(_time, _log.CreateLogger<AlertSender>());
        var options = new AlertOptions
        {
            Webhook = new() { UrlFile = "/nowhere/url" },
            Smtp = new()
            {
                Host = "127.0.0.1",
                Port = mail.Port,
                Tls = false,
                From = "vte@plant.example",
                To = ["qa@plant.example"],
            },
        };

        await new AlertMonitor(health, sender, _time, _log.CreateLogger<AlertMonitor>()).CheckAsync(
            options,
            TestContext.Current.CancellationToken
        );

        Assert.Single(mails);
    }

    private static AlertOptions Both(Listener webhook, int mailPort) =>
        new()
        {
            Webhook = new() { Url = $"{webhook.Http}" },
            Smtp = new()
            {
                Host = "127.0.0.1",
                Port = mailPort,
                Tls = false,
                From = "vte@plant.example",
                To = ["qa@plant.example"],
            },
        };
}
