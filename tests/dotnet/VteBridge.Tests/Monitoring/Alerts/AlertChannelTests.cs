using Microsoft.Extensions.Logging;
using VteBridge.Configuration;
using VteBridge.Monitoring.Alerts;
using VteBridge.Tests.EndToEnd;
using VteBridge.Tests.Sync;

namespace VteBridge.Tests.Monitoring.Alerts;

/// <summary>A webhook or a mail server gets the message, and one that fails is logged without its secrets.</summary>
public sealed class AlertChannelTests
{
    private static readonly AlertMessage Message = new(
        AlertKind.Raised,
        AlertRule.Lag,
        "It lags.",
        "Look.",
        Some.Now,
        Some.Now
    );

    private readonly LogLines _log = new();
    private readonly FakeTime _time = new();

    [Fact]
    public async Task A_webhook_gets_the_message_as_json()
    {
        var received = new List<string>();
        using var server = Listener.OfHttp(received);

        Assert.Equal(["webhook"], await SendAsync(Webhook(server.Http)));

        var request = Assert.Single(received);
        Assert.StartsWith("POST /hooks/SECRET-PATH HTTP/1.1", request, StringComparison.Ordinal);
        Assert.Contains("application/json; charset=utf-8", request, StringComparison.Ordinal);
        Assert.Contains("\"rule\":\"lag\"", request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_test_of_the_alerts_sends_one_of_each_rule()
    {
        var received = new List<string>();
        using var server = Listener.OfHttp(received);

        var end = await VtebridgeProcess.RunAsync(
            new Dictionary<string, string?>
            {
                ["VTEBRIDGE__Alerts__Webhook__Url"] = $"{server.Http}",
                ["VTEBRIDGE__Vte__ConnectionString"] = "Server=x;Integrated Security=true",
                ["VTEBRIDGE__Vte__TimeZone"] = "UTC",
                ["VTEBRIDGE__Mapping__DefaultProcessCode"] = "10",
                ["VTEBRIDGE__Delivery__Destination"] = "directory",
                ["VTEBRIDGE__Delivery__Folder"] = "reports",
            },
            "alert-test"
        );

        Assert.True(end.Code == ExitCode.Done, end.Errors);
        foreach (var rule in Enum.GetValues<AlertRule>())
            Assert.Single(received, r => r.Contains($"\"rule\":\"{rule.Name()}\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("500 Oops")]
    [InlineData("302 Found\r\nLocation: http://127.0.0.1:1/elsewhere")]
    public async Task A_refusing_webhook_is_logged_without_its_address(string answer)
    {
        var received = new List<string>();
        using var server = Listener.OfHttp(received, answer);

        Assert.Empty(await SendAsync(Webhook(server.Http)));

        Assert.Equal(answer[0] == '5' ? 3 : 1, received.Count);

        Assert.Contains("answered " + answer[..3], string.Join('\n', _log.All), StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", string.Join('\n', _log.All), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_absent_webhook_is_logged_without_its_address()
    {
        Assert.Empty(await SendAsync(Webhook(new Uri("http://127.0.0.1:1/SECRET"))));

        Assert.Contains("cannot be reached", string.Join('\n', _log.All), StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", string.Join('\n', _log.All), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_server_gets_the_message_as_a_mail()
    {
        var mails = new List<string>();
        using var server = MailServer.Start(mails);

        Assert.Equal(["mail"], await SendAsync(Mail(server.Port, tls: false)));

        var mail = Assert.Single(mails);
        Assert.Contains("Subject: VteBridge on", mail, StringComparison.Ordinal);
        Assert.Contains("To: qa@plant.example", mail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sender_with_a_name_is_used_as_written()
    {
        var mails = new List<string>();
        using var server = MailServer.Start(mails);

        Assert.Equal(["mail"], await SendAsync(Mail(server.Port, tls: false, from: "Plant 7 <vte@plant.example>")));

        Assert.Contains("From: Plant 7 <vte@plant.example>", Assert.Single(mails), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_server_without_tls_gets_nothing_where_tls_is_required()
    {
        var mails = new List<string>();
        using var server = MailServer.Start(mails);

        Assert.Empty(await SendAsync(Mail(server.Port, tls: true)));

        Assert.Empty(mails);
        Assert.Contains("does not offer TLS", string.Join('\n', _log.All), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hanging_channel_is_given_up_and_delays_no_other()
    {
        var received = new List<string>();
        using var silent = Listener.Silent();
        using var good = Listener.OfHttp(received);
        var hanging = Webhook(silent.Http);
        var mail = Mail(silent.Port, tls: false);

        var sending = SendAsync(hanging, mail, Webhook(good.Http));
        Eventually.True(() => received.Count == 1 && _time.Due.Count == 2, "the good one is done");
        Assert.False(sending.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(15));

        Assert.Equal(["webhook"], await sending);
        Assert.Equal(2, _log.All.Count(line => line.Contains("within 00:00:15", StringComparison.Ordinal)));
    }

    private static WebhookChannel Webhook(Uri address) => new(address, WebhookFormat.Json, TimeSpan.Zero);

    private static MailChannel Mail(int port, bool tls, string from = "vte@plant.example") =>
        new(
            new SmtpOptions
            {
                Host = "127.0.0.1",
                Port = port,
                Tls = tls,
                From = from,
                To = ["qa@plant.example"],
            },
            null
        );

    private Task<IReadOnlyList<string>> SendAsync(params IAlertChannel[] channels) =>
        new AlertSender(_time, _log.CreateLogger<AlertSender>()).SendAsync(
            Message,
            channels,
            TimeSpan.FromSeconds(15),
            TestContext.Current.CancellationToken
        );
}
