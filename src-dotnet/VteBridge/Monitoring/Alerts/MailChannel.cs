using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using VteBridge.Configuration;

namespace VteBridge.Monitoring.Alerts;

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
            throw new AlertFailure($"'{options.Host}' did not take it: {Reason(e)}");
        }
    }

    private SecureSocketOptions Security() =>
        !options.Tls ? SecureSocketOptions.None
        : options.Port == ImplicitTlsPort ? SecureSocketOptions.SslOnConnect
        : SecureSocketOptions.StartTls;

    /// <summary>A server may repeat what it was sent, so its own words stay out of logs.</summary>
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
