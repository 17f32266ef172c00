using System.Text.Json;

namespace VteBridge.State;

/// <summary>`checkpoint.json` in the state folder, replaced atomically.</summary>
internal sealed class CheckpointFile(string folder, TimeProvider time)
{
    public string Path { get; } = System.IO.Path.Combine(folder, "checkpoint.json");

    /// <summary>Stands in the journal, which makes no sense without a checkpoint, from the first checkpoint on.</summary>
    private string Evidence { get; } = System.IO.Path.Combine(folder, "journal", "checkpoint-was-saved");

    /// <summary>There was a checkpoint and it is gone: to begin at the oldest run again would be a full re-send.</summary>
    public bool IsLost => !File.Exists(Path) && File.Exists(Evidence);

    public StateFailure Lost() =>
        new(
            $"The checkpoint '{Path}' is gone, but the journal beside it shows that there was one. Nothing was sent or skipped. Restore it from a backup, or run "
                + "'vtebridge sync --from \"yyyy-MM-dd HH:mm\"' once with a time before the last cycle: runs that the journal has settled are not sent again."
        );

    /// <summary>Null when there is none: the first cycle ever, or see <see cref="IsLost"/>.</summary>
    /// <exception cref="StateFailure">It is damaged, from a newer version, or of another database.</exception>
    public Checkpoint? Read(string? database = null)
    {
        if (!File.Exists(Path))
            return null;
        var checkpoint = Parse();
        if (checkpoint.Format > Checkpoint.CurrentFormat)
            throw new StateFailure(
                $"'{Path}' was written by a newer VteBridge (format {checkpoint.Format}, this one knows {Checkpoint.CurrentFormat}). Run the newer version, or use another State:Folder."
            );
        if (database is not null && !checkpoint.Database.Equals(database, StringComparison.OrdinalIgnoreCase))
            throw new StateFailure(
                $"The state folder '{folder}' belongs to the database '{checkpoint.Database}', but the configuration names '{database}'. "
                    + "Older runs of the new database would be skipped: use another State:Folder for it. If it is the same database renamed, change \"database\" in checkpoint.json."
            );
        return checkpoint;
    }

    /// <exception cref="IOException">The old checkpoint is still there, whole.</exception>
    public void Save(string database, CheckpointPosition? runs, CheckpointPosition? repairs)
    {
        var checkpoint = new Checkpoint(Checkpoint.CurrentFormat, database, runs, repairs, time.GetUtcNow());
        AtomicFile.Write(Path, JsonSerializer.SerializeToUtf8Bytes(checkpoint, CheckpointJson.Default.Checkpoint));
        Milestone.Pass("checkpoint moved");
        if (File.Exists(Evidence))
            return;
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Evidence)!);
        File.WriteAllBytes(Evidence, []);
    }

    private Checkpoint Parse()
    {
        try
        {
            var checkpoint = JsonSerializer.Deserialize(File.ReadAllBytes(Path), CheckpointJson.Default.Checkpoint);
            return
                checkpoint is { Format: > 0, Database.Length: > 0 }
                && checkpoint.Runs is null or { Id: not null }
                && checkpoint.Repairs is null or { Id: not null }
                ? checkpoint
                : throw new JsonException("it is not a checkpoint");
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new StateFailure(
                $"The checkpoint '{Path}' cannot be read ({e.Message.Split('\n')[0]}). Nothing was sent or skipped. Restore it from a backup, or delete it and run "
                    + "'vtebridge sync --from \"yyyy-MM-dd HH:mm\"' with a time before the last cycle: runs that the journal has settled are not sent again.",
                e
            );
        }
    }
}
