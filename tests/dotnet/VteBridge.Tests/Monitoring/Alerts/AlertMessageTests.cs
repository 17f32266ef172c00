using System.Text.Json;
using VteBridge.Configuration;
using VteBridge.Monitoring.Alerts;
using VteBridge.Tests.Monitoring;

namespace VteBridge.Tests.Monitoring.Alerts;

public sealed class AlertMessageTests
{
    private static readonly AlertMessage Reserved = new(
        AlertKind.Raised,
        AlertRule.FailedCycles,
        "line\r\nBcc: all@plant <!channel> <@U1> @everyone \u001b[2J \u202Egnp",
        "Mend it.",
        Some.Now,
        Some.Now
    );

    [Fact]
    public void A_message_is_one_line_without_anything_that_a_chat_or_mail_header_would_obey()
    {
        Assert.DoesNotContain(Reserved.Text, c => c is '\r' or '\n' or '\u001b' or '\u202E' or '<' or '>');
        Assert.DoesNotContain("@everyone", Reserved.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Reserved.Title, c => c is '\r' or '\n');
    }

    [Fact]
    public void The_plain_format_is_text_alone()
    {
        using var body = JsonDocument.Parse(WebhookChannel.Body(Reserved, WebhookFormat.Text).ToJsonString());

        Assert.Equal(["text"], body.RootElement.EnumerateObject().Select(p => p.Name));
        Assert.Equal(Reserved.Text, body.RootElement.GetProperty("text").GetString());
    }

    [Fact]
    public void The_json_format_has_every_field_and_the_text()
    {
        using var body = JsonDocument.Parse(WebhookChannel.Body(Reserved, WebhookFormat.Json).ToJsonString());

        Assert.Equal("raised", body.RootElement.GetProperty("state").GetString());
        Assert.Equal("failed-cycles", body.RootElement.GetProperty("rule").GetString());
        Assert.Equal(Some.Now, body.RootElement.GetProperty("since").GetDateTimeOffset());
        Assert.Equal(Reserved.Text, body.RootElement.GetProperty("text").GetString());
    }

    [Fact]
    public void The_teams_format_is_an_adaptive_card_in_a_message()
    {
        using var body = JsonDocument.Parse(WebhookChannel.Body(Reserved, WebhookFormat.Teams).ToJsonString());

        Assert.Equal("message", body.RootElement.GetProperty("type").GetString());
        var card = body.RootElement.GetProperty("attachments")[0];
        Assert.Equal("application/vnd.microsoft.card.adaptive", card.GetProperty("contentType").GetString());
        Assert.Equal(Reserved.Text, card.GetProperty("content").GetProperty("body")[1].GetProperty("text").GetString());
    }
}
