using System.Text.Json;
using System.Text.Json.Serialization;

namespace VteBridge.Delivery.Folders;

/// <summary>The `.error.info` beside a report that could not be uploaded: pyWATS's fields, and the sidecar's `permanent`.</summary>
internal sealed record ErrorInfo(string? Error, int? Attempts, bool Permanent = false)
{
    public const string Suffix = ".info";

    /// <summary>Null when there is none, or none that can be read.</summary>
    public static ErrorInfo? Read(string path)
    {
        try
        {
            return File.Exists(path)
                ? JsonSerializer.Deserialize(File.ReadAllBytes(path), ErrorInfoJson.Default.ErrorInfo)
                : null;
        }
        catch (Exception e) when (e is JsonException or IOException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ErrorInfo))]
internal sealed partial class ErrorInfoJson : JsonSerializerContext;
