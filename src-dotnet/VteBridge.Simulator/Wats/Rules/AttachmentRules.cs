using System.Buffers.Text;
using System.Net.Http.Headers;

namespace VteBridge.Simulator.Wats.Rules;

/// <summary>An attachment: a name, a MIME type, base64 data of at most 100 KB.</summary>
internal static class AttachmentRules
{
    public static void Check(JsonPart attachment)
    {
        attachment.Only(WsjfMembers.Attachment);
        attachment.RequiredText("name");
        if (
            attachment.RequiredText("contentType") is { } type
            && (!MediaTypeHeaderValue.TryParse(type, out var mime) || mime.MediaType!.Contains('*'))
        )
        {
            attachment.Problem("contentType", $"'{type}' is not a MIME type");
        }
        if (attachment.RequiredText("data", int.MaxValue) is not { } data)
        {
            return;
        }
        if (!Base64.IsValid(data, out var bytes))
        {
            attachment.Problem("data", "is not base64");
        }
        else if (bytes > WsjfLimits.AttachmentBytes)
        {
            attachment.Problem("data", $"holds {bytes} bytes, {WsjfLimits.AttachmentBytes} are allowed");
        }
    }
}
