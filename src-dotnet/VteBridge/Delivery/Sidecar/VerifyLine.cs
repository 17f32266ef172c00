using System.Text.Json;
using System.Text.Json.Serialization;

namespace VteBridge.Delivery.Sidecar;

/// <summary>One line to or from `verify`. State: found, missing, different (another verdict) or unknown (could not be asked).</summary>
internal sealed record VerifyLine(string? Id, string? State, string? Result)
{
    [JsonIgnore]
    public ReportAnswer? Answer =>
        State switch
        {
            "found" => ReportAnswer.Found,
            "missing" => ReportAnswer.Missing,
            "different" => ReportAnswer.Different,
            _ => null,
        };

    /// <summary>Null for a line that is none of ours.</summary>
    public static VerifyLine? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, VerifyJson.Default.VerifyLine);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(VerifyLine))]
internal sealed partial class VerifyJson : JsonSerializerContext;
