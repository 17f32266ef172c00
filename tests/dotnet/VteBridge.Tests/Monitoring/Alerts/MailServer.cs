using System.Text;

namespace VteBridge.Tests.Monitoring.Alerts;

/// <summary>The part of a mail server that a sender needs: without TLS and authentication.</summary>
internal static class MailServer
{
    public static Listener Start(List<string> mails, string greeting = "220 plant") =>
        new(
            async (stream, stop) =>
            {
                using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
                await SayAsync(greeting);
                while (await reader.ReadLineAsync(stop) is { } line)
                    switch (line.Split(' ')[0].ToUpperInvariant())
                    {
                        case "DATA":
                            await SayAsync("354 go on");
                            mails.Add(await MailAsync(reader, stop));
                            await SayAsync("250 taken");
                            break;
                        case "QUIT":
                            await SayAsync("221 bye");
                            return;
                        default:
                            await SayAsync("250 yes");
                            break;
                    }

                Task SayAsync(string text) => stream.WriteAsync(Encoding.ASCII.GetBytes(text + "\r\n"), stop).AsTask();
            }
        );

    private static async Task<string> MailAsync(StreamReader reader, CancellationToken stop)
    {
        var mail = new StringBuilder();
        while (await reader.ReadLineAsync(stop) is { } line && line != ".")
            mail.AppendLine(line);
        return mail.ToString();
    }
}
