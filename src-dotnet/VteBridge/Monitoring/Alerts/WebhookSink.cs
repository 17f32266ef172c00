using System.Net.Http.Headers;
using VteBridge.Configuration;

namespace VteBridge.Monitoring.Alerts;

/// <summary>Posts alerts as JSON. Redirections are not followed: they could carry the message anywhere.</summary>
internal sealed class WebhookSink(Uri address, WebhookFormat format) : IAlertSink
{
    public string Name => "webhook";

    public async Task SendAsync(AlertMessage message, CancellationToken stop)
    {
        try
        {
            using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
            client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("VteBridge", ProgramInfo.Version));
            using var content = new ByteArrayContent(WebhookBody.Of(message, format));
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
            if (!answer.IsSuccessStatusCode)
                throw new AlertFailure($"it answered {(int)answer.StatusCode} {answer.StatusCode}");
        }
        catch (HttpRequestException e)
        {
            // The exception's own words name the host at least; the address is a secret.
            throw new AlertFailure($"it cannot be reached ({e.HttpRequestError})");
        }
    }
}
