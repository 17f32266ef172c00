using System.Text.Json;
using VteBridge.Alerts;
using VteBridge.Options;
using VteBridge.Tests.Health;

namespace VteBridge.Tests.Alerts;

public sealed class AlertMessageTests
{
    private static readonly AlertMessage Hostile = new(
        AlertKind.Raised,
        AlertRule.FailedPasses,
        "line\r\nBcc: all@plant <!channel> <@U1> @everyone \u001b[2J \u202Egnp",
        "Mend it.",
        Some.Now,
        Some.Now
    );

    [Fact]
    public void A_message_is_one_line_without_anything_that_a_chat_or_mail_header_would_obey()
    {
        Assert.DoesNotContain(Hostile.Text, c => c is '\r' or '\n' or '\u001b' or '\u202E' or '<' or '>');
        Assert.DoesNotContain("@everyone", Hostile.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Hostile.Title, c => c is '\r' or '\n');
    }

    [Fact]
    public void The_plain_format_is_text_alone()
    {
        using var body = JsonDocument.Parse(WebhookBody.Of(Hostile, WebhookFormat.Text));

        Assert.Equal(["text"], body.RootElement.EnumerateObject().Select(p => p.Name));
        Assert.Equal(Hostile.Text, body.RootElement.GetProperty("text").GetString());
    }

    [Fact]
    public void The_json_format_has_every_field_and_the_text()
    {
        using var body = JsonDocument.Parse(WebhookBody.Of(Hostile, WebhookFormat.Json));

        Assert.Equal("raised", body.RootElement.GetProperty("state").GetString());
        Assert.Equal(AlertRule.FailedPasses, body.RootElement.GetProperty("rule").GetString());
        Assert.Equal(Some.Now, body.RootElement.GetProperty("since").GetDateTimeOffset());
        Assert.Equal(Hostile.Text, body.RootElement.GetProperty("text").GetString());
    }

    [Fact]
    public void The_teams_format_is_an_adaptive_card_in_a_message()
    {
        using var body = JsonDocument.Parse(WebhookBody.Of(Hostile, WebhookFormat.Teams));

        Assert.Equal("message", body.RootElement.GetProperty("type").GetString());
        var card = body.RootElement.GetProperty("attachments")[0];
        Assert.Equal("application/vnd.microsoft.card.adaptive", card.GetProperty("contentType").GetString());
        Assert.Equal(Hostile.Text, card.GetProperty("content").GetProperty("body")[1].GetProperty("text").GetString());
    }
}
