using System.Text.Json;
using VteBridge.Configuration;

namespace VteBridge.Monitoring.Alerts;

/// <summary>What is posted, in the shape that the receiver takes.</summary>
internal static class WebhookBody
{
    public static byte[] Of(AlertMessage message, WebhookFormat format)
    {
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            if (format == WebhookFormat.Teams)
                WriteCard(json, message);
            else
                json.WriteString("text", message.Text);
            if (format == WebhookFormat.Json)
                WriteFields(json, message);
            json.WriteEndObject();
        }
        return body.ToArray();
    }

    private static void WriteFields(Utf8JsonWriter json, AlertMessage message)
    {
        json.WriteString("program", "VteBridge");
        json.WriteString("version", ProgramInfo.Version);
        json.WriteString("host", message.Host);
        json.WriteString("rule", message.Rule);
        json.WriteString("state", message.Kind.ToString().ToLowerInvariant());
        json.WriteString("what", message.What);
        json.WriteString("fix", message.Fix);
        json.WriteString("since", message.Since);
        json.WriteString("at", message.At);
    }

    /// <summary>An adaptive card in the envelope that the webhook workflows of Teams expect.</summary>
    private static void WriteCard(Utf8JsonWriter json, AlertMessage message)
    {
        json.WriteString("type", "message");
        json.WriteStartArray("attachments");
        json.WriteStartObject();
        json.WriteString("contentType", "application/vnd.microsoft.card.adaptive");
        json.WriteStartObject("content");
        json.WriteString("type", "AdaptiveCard");
        json.WriteString("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
        json.WriteString("version", "1.4");
        json.WriteStartArray("body");
        WriteBlock(json, message.Title, isTitle: true);
        WriteBlock(json, message.Text, isTitle: false);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteBlock(Utf8JsonWriter json, string text, bool isTitle)
    {
        json.WriteStartObject();
        json.WriteString("type", "TextBlock");
        json.WriteString("text", text);
        json.WriteBoolean("wrap", true);
        if (isTitle)
            json.WriteString("weight", "Bolder");
        json.WriteEndObject();
    }
}
