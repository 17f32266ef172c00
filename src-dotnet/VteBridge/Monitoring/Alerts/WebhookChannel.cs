using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using VteBridge.Configuration;

namespace VteBridge.Monitoring.Alerts;

/// <summary>Posts alerts as JSON. Redirections are not followed: they could carry the message anywhere.</summary>
/// <param name="pause">Before the second attempt; the third waits for longer.</param>
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
            // The exception's own words name the host at least; the address is a secret.
            throw new AlertFailure($"it cannot be reached ({e.HttpRequestError})");
        }
    }

    /// <summary>A lost connection or an overloaded receiver gets a second and a third attempt.</summary>
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
