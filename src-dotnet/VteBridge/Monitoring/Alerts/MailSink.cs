using System.Net;
using System.Net.Mail;
using System.Text;
using VteBridge.Configuration;

namespace VteBridge.Monitoring.Alerts;

/// <summary>Sends alerts as mails. With Tls, a server that does not offer STARTTLS gets neither password nor mail.</summary>
internal sealed class MailSink(SmtpOptions options, string? password) : IAlertSink
{
    public string Name => "mail";

    public async Task SendAsync(AlertMessage message, CancellationToken stop)
    {
        using var mail = new MailMessage
        {
            From = new MailAddress(options.From, "VteBridge"),
            Subject = message.Title,
            SubjectEncoding = Encoding.UTF8,
            Body = $"{message.Text}\r\n\r\nVteBridge {ProgramInfo.Version}, {message.At:yyyy-MM-dd HH:mm:ss} UTC\r\n",
            BodyEncoding = Encoding.UTF8,
        };
        foreach (var to in options.To)
            mail.To.Add(to);
        using var client = new SmtpClient(options.Host, options.Port)
        {
            EnableSsl = options.Tls,
            DeliveryMethod = SmtpDeliveryMethod.Network,
            UseDefaultCredentials = false,
            Credentials = options.User == "" ? null : new NetworkCredential(options.User, password),
        };
        try
        {
            await client.SendMailAsync(mail, stop);
        }
        catch (SmtpException e)
        {
            throw new AlertFailure($"'{options.Host}' did not take it ({e.StatusCode}): {Reason(e)}");
        }
    }

    /// <summary>A server may repeat what it was sent, so its own words stay out of logs.</summary>
    private static string Reason(SmtpException e) =>
        e.InnerException is { } cause ? cause.GetType().Name
        : e.StatusCode == SmtpStatusCode.GeneralFailure ? "no connection, no TLS or no such server"
        : "see the log of the mail server";
}
