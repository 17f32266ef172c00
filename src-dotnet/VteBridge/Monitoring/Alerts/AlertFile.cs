using System.Text.Json;
using System.Text.Json.Serialization;

namespace VteBridge.Monitoring.Alerts;

/// <summary>`alerts.json` in the state folder: what stands, so that a restart neither repeats nor forgets it.</summary>
internal sealed class AlertFile(string stateFolder)
{
    private readonly string _path = Path.Combine(stateFolder, "alerts.json");

    /// <summary>Nothing stands where there is no file, or none that can be read: the rules will find again what is wrong.</summary>
    public IReadOnlyList<StandingAlert> Read()
    {
        try
        {
            var standing = File.Exists(_path)
                ? JsonSerializer.Deserialize(File.ReadAllBytes(_path), AlertJson.Default.StandingAlertArray)
                : null;
            return [.. (standing ?? []).Where(a => a is { Rule: not null })];
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <exception cref="IOException">The old file is still there.</exception>
    public void Write(IReadOnlyList<StandingAlert> standing) =>
        AtomicFile.Write(
            _path,
            JsonSerializer.SerializeToUtf8Bytes([.. standing], AlertJson.Default.StandingAlertArray),
            flush: false
        );
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(StandingAlert[]))]
internal sealed partial class AlertJson : JsonSerializerContext;
