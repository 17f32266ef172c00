using System.Text.Json;
using System.Text.Json.Serialization;

namespace VteBridge.Monitoring;

/// <summary>`health.json` in the state folder: what people see, and which alerts were sent. A damaged one is started anew.</summary>
internal sealed class SnapshotFile(string stateFolder)
{
    public string Path { get; } = System.IO.Path.Combine(stateFolder, "health.json");

    /// <summary>Null when there is none that can be read.</summary>
    public Snapshot? Read()
    {
        try
        {
            return File.Exists(Path) ? SnapshotJson.Parse(File.ReadAllBytes(Path)) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <exception cref="IOException">The old one is still there.</exception>
    public void Write(Snapshot snapshot) =>
        AtomicFile.Write(Path, SnapshotJson.ToUtf8(snapshot), flush: false, OwnerOnly.FileMode);
}

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

    /// <summary>Null for something that is no snapshot, or one of a version whose meaning we cannot know.</summary>
    public static Snapshot? Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            var snapshot = JsonSerializer.Deserialize(json, Default.Snapshot);
            return snapshot?.Format == Monitoring.Snapshot.CurrentFormat ? snapshot : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
