using System.Text.Json.Serialization;

namespace VteBridge.State;

/// <summary>
/// The position of each walk behind which everything is settled. Database tells whose positions they are: a state
/// folder that is pointed at another database would silently skip what is older there.
/// </summary>
internal sealed record Checkpoint(
    int Format,
    string Database,
    CheckpointPosition? Runs,
    CheckpointPosition? Repairs,
    DateTimeOffset SavedAt
)
{
    public const int CurrentFormat = 1;
}

/// <summary>A raw timestamp (VTE's local time) and the id at it.</summary>
internal sealed record CheckpointPosition(DateTime Timestamp, string Id);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip
)]
[JsonSerializable(typeof(Checkpoint))]
internal sealed partial class CheckpointJson : JsonSerializerContext;
