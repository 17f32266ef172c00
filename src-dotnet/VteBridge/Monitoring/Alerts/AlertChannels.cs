using System.Net.Http.Json;
using System.Text.Json.Nodes;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Http.Resilience;
using MimeKit;
using Polly;
using VteBridge.Configuration;

namespace VteBridge.Monitoring.Alerts;

/// <summary>One channel for sending alerts.</summary>
internal interface IAlertChannel
{
    /// <summary>"webhook" or "mail".</summary>
    string Name { get; }

    /// <summary>Returns when the receiver has accepted the message.</summary>
    /// <exception cref="AlertFailure">The receiver has not accepted it; the message says why, without any secret.</exception>
    Task SendAsync(AlertMessage message, CancellationToken stop);

    /// <summary>
    /// The configured channels. Making one reads its current secret, and throws OptionsFailure if the secret cannot be
    /// used.
    /// </summary>
    static IEnumerable<(string Name, Func<IAlertChannel> Make)> Ways(AlertOptions options)
    {
        var (webhook, smtp) = (options.Webhook, options.Smtp);
        if (webhook.IsOn)
            yield return (
                "webhook",
                () => new WebhookChannel(webhook.Address()!, webhook.Format, TimeSpan.FromSeconds(1))
            );
        if (smtp.IsOn)
            yield return ("mail", () => new MailChannel(smtp, smtp.Secret()));
    }
}

/// <summary>
/// A message could not be sent. The text says why. It never has an address, a password, or a library's words that may
/// quote them.
/// </summary>
internal sealed class AlertFailure(string message) : Exception(message);

/// <summary>Posts alerts as JSON. Redirects are not followed, because they could send the message anywhere.</summary>
/// <param name="pause">The pause before the second attempt; the one before the third is longer.</param>
internal sealed class WebhookChannel(Uri address, WebhookFormat format, TimeSpan pause) : IAlertChannel
{
    public string Name => "webhook";

    public async Task SendAsync(AlertMessage message, CancellationToken stop)
    {
        try
        {
            using var client = new HttpClient(Handler());
            client.DefaultRequestHeaders.UserAgent.ParseAdd($"VteBridge/{ProgramInfo.Version}");
            using var content = JsonContent.Create(Body(message, format));
            await content.LoadIntoBufferAsync(stop);
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
            if (!answer.IsSuccessStatusCode)
                throw new AlertFailure($"it answered {(int)answer.StatusCode} {answer.StatusCode}");
        }
        catch (HttpRequestException e)
        {
            // The exception's own message names at least the host, and the address is a secret.
            throw new AlertFailure($"it cannot be reached ({e.HttpRequestError})");
        }
    }

    /// <summary>Retries twice after a lost connection or when the receiver is overloaded.</summary>
    private ResilienceHandler Handler() =>
        new(
            new ResiliencePipelineBuilder<HttpResponseMessage>()
                .AddRetry(new HttpRetryStrategyOptions { MaxRetryAttempts = 2, Delay = pause })
                .Build()
        )
        {
            InnerHandler = new SocketsHttpHandler { AllowAutoRedirect = false },
        };

    public static JsonObject Body(AlertMessage message, WebhookFormat format) =>
        format switch
        {
            WebhookFormat.Text => new() { ["text"] = message.Text },
            WebhookFormat.Teams => Card(message),
            _ => new()
            {
                ["text"] = message.Text,
                ["program"] = "VteBridge",
                ["version"] = ProgramInfo.Version,
                ["host"] = message.Host,
                ["rule"] = message.Rule.Name(),
                ["state"] = message.Kind.ToString().ToLowerInvariant(),
                ["what"] = message.What,
                ["fix"] = message.Fix,
                ["since"] = message.Since,
                ["at"] = message.At,
            },
        };

    /// <summary>An adaptive card in the envelope that the webhook workflows of Teams expect.</summary>
    private static JsonObject Card(AlertMessage message) =>
        new()
        {
            ["type"] = "message",
            ["attachments"] = new JsonArray(
                new JsonObject
                {
                    ["contentType"] = "application/vnd.microsoft.card.adaptive",
                    ["content"] = new JsonObject
                    {
                        ["type"] = "AdaptiveCard",
                        ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
                        ["version"] = "1.4",
                        ["body"] = new JsonArray(Block(message.Title, "Bolder"), Block(message.Text, "Default")),
                    },
                }
            ),
        };

    private static JsonObject Block(string text, string weight) =>
        new()
        {
            ["type"] = "TextBlock",
            ["text"] = text,
            ["wrap"] = true,
            ["weight"] = weight,
        };
}

/// <summary>Sends alerts as mails. With Tls, a server without TLS gets neither password nor mail.</summary>
internal sealed class MailChannel(SmtpOptions options, string? password) : IAlertChannel
{
    private const int ImplicitTlsPort = 465;

    public string Name => "mail";

    public async Task SendAsync(AlertMessage message, CancellationToken stop)
    {
        using var mail = new MimeMessage();
        var from = MailboxAddress.Parse(options.From);
        from.Name ??= "VteBridge";
        mail.From.Add(from);
        mail.To.AddRange(options.To.Select(MailboxAddress.Parse));
        mail.Subject = message.Title;
        mail.Body = new TextPart("plain")
        {
            Text = $"{message.Text}\r\n\r\nVteBridge {ProgramInfo.Version}, {message.At:yyyy-MM-dd HH:mm:ss} UTC\r\n",
        };
        using var client = new SmtpClient();
        try
        {
            await client.ConnectAsync(options.Host, options.Port, Security(), stop);
            if (options.User != "")
                await client.AuthenticateAsync(options.User, password ?? "", stop);
            await client.SendAsync(mail, stop);
            await client.DisconnectAsync(quit: true, stop);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new AlertFailure($"'{options.Host}' did not accept it: {Reason(e)}");
        }
    }

    private SecureSocketOptions Security() =>
        !options.Tls ? SecureSocketOptions.None
        : options.Port == ImplicitTlsPort ? SecureSocketOptions.SslOnConnect
        : SecureSocketOptions.StartTls;

    /// <summary>A server may repeat what it was sent, so its own words must not get into the log.</summary>
    private static string Reason(Exception e) =>
        e switch
        {
            SmtpCommandException refusal => $"it answered {(int)refusal.StatusCode} {refusal.StatusCode}",
            AuthenticationException => "it does not accept user and password",
            SslHandshakeException => "its TLS certificate is not trusted, or TLS failed",
            NotSupportedException => "it does not offer TLS or the sign-in that is configured",
            ProtocolException => "it does not speak SMTP",
            _ => $"it cannot be reached ({e.GetType().Name})",
        };
}
