using System.Text.Json;
using System.Text.Json.Serialization;
using VteBridge.State;

namespace VteBridge.Backfill;

/// <summary>How far one backfill has come. Chunk is the beginning of the piece it is at; null: all is done.</summary>
/// <param name="To">The end that was "now" when it began; null where the call names the end.</param>
internal sealed record BackfillProgress(
    int Format,
    string Database,
    DateTime? Chunk,
    CheckpointPosition? Runs,
    CheckpointPosition? Repairs,
    DateTime? To = null
)
{
    public const int CurrentFormat = 1;
}

/// <summary>`state/backfill/{key}.json`, replaced atomically. The live checkpoint is never touched.</summary>
internal sealed class BackfillFile(string folder, string key)
{
    private readonly string _path = Path.Combine(folder, key + ".json");

    /// <summary>Null when this backfill has not begun.</summary>
    /// <exception cref="StateFailure">It is damaged, from a newer version, or of another database.</exception>
    public BackfillProgress? Read(string database)
    {
        if (!File.Exists(_path))
            return null;
        try
        {
            var progress = JsonSerializer.Deserialize(File.ReadAllBytes(_path), BackfillJson.Default.BackfillProgress);
            if (
                progress is { Format: BackfillProgress.CurrentFormat, Database: not null }
                && progress.Database.Equals(database, StringComparison.OrdinalIgnoreCase)
                && progress.Runs is null or { Id: not null }
                && progress.Repairs is null or { Id: not null }
            )
                return progress;
            throw new JsonException($"it is of database '{progress?.Database}', format {progress?.Format}");
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new StateFailure(
                $"The backfill's position '{_path}' cannot be used ({e.Message}). Delete the file to begin this backfill anew: runs that the journal has settled are not sent again.",
                e
            );
        }
    }

    public void Save(BackfillProgress progress)
    {
        Directory.CreateDirectory(folder);
        AtomicFile.Write(_path, JsonSerializer.SerializeToUtf8Bytes(progress, BackfillJson.Default.BackfillProgress));
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(BackfillProgress))]
internal sealed partial class BackfillJson : JsonSerializerContext;
