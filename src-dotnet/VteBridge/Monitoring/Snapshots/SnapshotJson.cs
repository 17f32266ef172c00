using System.Text.Json;
using System.Text.Json.Serialization;

namespace VteBridge.Monitoring.Snapshots;

/// <summary>The one JSON form of a snapshot: of `/health`, of the file, and of `status --json`.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    WriteIndented = true
)]
[JsonSerializable(typeof(Snapshot))]
internal sealed partial class SnapshotJson : JsonSerializerContext
{
    public static byte[] ToUtf8(Snapshot snapshot) => JsonSerializer.SerializeToUtf8Bytes(snapshot, Default.Snapshot);

    public static string ToText(Snapshot snapshot) => JsonSerializer.Serialize(snapshot, Default.Snapshot);

    /// <summary>Null for something that is no snapshot, or one of a version whose meaning we cannot know.</summary>
    public static Snapshot? Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            var snapshot = JsonSerializer.Deserialize(json, Default.Snapshot);
            return snapshot?.Format == Snapshots.Snapshot.CurrentFormat ? snapshot : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
