using System.Text.Json;
using System.Text.Json.Serialization;

namespace VteBridge.Delivery.Sidecar;

/// <summary>One line of `drain`: a settled report, or at the end the counts.</summary>
internal sealed record DrainLine(
    string? Id,
    string? Outcome,
    int? Status,
    string? Message,
    int? Attempts,
    DrainDone? Done
)
{
    /// <summary>Null for a line that is none of ours.</summary>
    public static DrainLine? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, DrainJson.Default.DrainLine);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public Receipt? Receipt() =>
        Guid.TryParse(Id, out var id) && Enum.TryParse<Outcome>(Outcome, out var outcome)
            ? new Receipt(id.ToString(), outcome, Message)
            : null;
}

internal sealed record DrainDone(int Accepted, int Rejected, int Waiting, string? Stopped);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(DrainLine))]
internal sealed partial class DrainJson : JsonSerializerContext;
