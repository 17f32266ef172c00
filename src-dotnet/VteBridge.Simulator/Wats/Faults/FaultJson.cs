using System.Text.Json;
using System.Text.Json.Serialization;

namespace VteBridge.Simulator.Wats.Faults;

/// <summary>How a fault is written as JSON; a misspelt member is an error, not a fault that never comes.</summary>
internal static class FaultJson
{
    public static JsonSerializerOptions Options { get; } =
        new(Answers.Json) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    /// <exception cref="JsonException">It is not a fault.</exception>
    public static Fault Parse(string json) =>
        JsonSerializer.Deserialize<Fault>(json, Options) ?? throw new JsonException("A fault is a JSON object.");
}
