using Microsoft.Extensions.Logging;
using VteBridge.Configuration;
using VteBridge.Doctor;
using VteBridge.Hosting;
using VteBridge.Monitoring.Alerts;
using VteBridge.Tests.Monitoring;
using VteBridge.Tests.Sync;

namespace VteBridge.Tests.Monitoring.Alerts;

public sealed class AlertSinksTests
{
    private static readonly AlertMessage Message = new(
        AlertKind.Raised,
        "lag",
        "It lags.",
        "Look.",
        Some.Now,
        Some.Now
    );

    private readonly KeptLog _log = new();
    private readonly FakeTime _time = new();

    [Fact]
    public async Task A_webhook_gets_the_message_as_json()
    {
        var received = new List<string>();
        using var server = Listener.OfHttp(received);

        Assert.Equal(["webhook"], await SendAsync(new WebhookSink(server.Http, WebhookFormat.Json)));

        var request = Assert.Single(received);
        Assert.StartsWith("POST /hooks/SECRET-PATH HTTP/1.1", request, StringComparison.Ordinal);
        Assert.Contains("application/json; charset=utf-8", request, StringComparison.Ordinal);
        Assert.Contains("\"rule\":\"lag\"", request, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("500 Oops")]
    [InlineData("302 Found\r\nLocation: http://127.0.0.1:1/elsewhere")]
    public async Task A_webhook_that_does_not_take_it_is_logged_without_its_address(string answer)
    {
        using var server = Listener.OfHttp([], answer);

        Assert.Empty(await SendAsync(new WebhookSink(server.Http, WebhookFormat.Json)));

        Assert.Contains("answered " + answer[..3], _log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", _log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_webhook_that_nobody_answers_is_logged_without_its_address()
    {
        Assert.Empty(await SendAsync(new WebhookSink(new Uri("http://127.0.0.1:1/SECRET"), WebhookFormat.Json)));

        Assert.Contains("cannot be reached", _log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", _log.Text, StringComparison.Ordinal);
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
    public async Task A_mail_server_without_tls_gets_nothing_where_tls_is_wanted()
    {
        var mails = new List<string>();
        using var server = MailServer.Start(mails);

        Assert.Empty(await SendAsync(Mail(server.Port, tls: true)));

        Assert.Empty(mails);
        Assert.Contains("did not take it", _log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sink_that_hangs_is_given_up_after_its_time_and_holds_nobody_up()
    {
        var received = new List<string>();
        using var silent = Listener.Silent();
        using var good = Listener.OfHttp(received);
        var hanging = new WebhookSink(silent.Http, WebhookFormat.Json);
        var mail = Mail(silent.Port, tls: false);

        var sending = SendAsync(hanging, mail, new WebhookSink(good.Http, WebhookFormat.Json));
        Eventually.True(() => received.Count == 1 && _time.Due.Count == 2, "the good one is done");
        Assert.False(sending.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(15));

        Assert.Equal(["webhook"], await sending);
        Assert.Equal(2, _log.Lines.Count(line => line.Contains("within 00:00:15", StringComparison.Ordinal)));
    }

    private static MailSink Mail(int port, bool tls) =>
        new(
            new SmtpOptions
            {
                Host = "127.0.0.1",
                Port = port,
                Tls = tls,
                From = "vte@plant.example",
                To = ["qa@plant.example"],
            },
            null
        );

    private Task<IReadOnlyList<string>> SendAsync(params IAlertSink[] sinks) =>
        new AlertPost(_time, _log.Of<AlertPost>()).SendAsync(
            Message,
            sinks,
            TimeSpan.FromSeconds(15),
            TestContext.Current.CancellationToken
        );
}
