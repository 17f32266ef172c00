using Dapper;
using Microsoft.Data.Sqlite;

namespace VteBridge.State;

/// <summary>
/// Imports a state folder of VteBridge 0.1.0: checkpoint, journal, dead letters and backfills. 0.1.0 knew only the hash of the bytes,
/// so its reports have no fingerprints. The files are only read here; what cannot be read is logged.
/// </summary>
internal static class LegacyImport
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <param name="db">Must be in a transaction of the caller.</param>
    /// <param name="number">The number of that transaction.</param>
    /// <param name="startAfresh">Whether to go on without the checkpoint if it is lost.</param>
    /// <exception cref="StateFailure">The checkpoint is lost, damaged, or of a newer version.</exception>
    public static void Run(string folder, SqliteConnection db, long number, bool startAfresh, ILogger log)
    {
        var checkpoint = Checkpoint(folder, startAfresh);
        foreach (var (source, position) in new[] { ("runs", checkpoint?.Runs), ("repairs", checkpoint?.Repairs) })
            if (position is not null)
                StateStore.Save(db, new CheckpointRecord(source, position.Timestamp, position.Id, checkpoint!.SavedAt));
        if (checkpoint is not null)
            db.Execute("INSERT INTO facts VALUES ('database', @Database)", checkpoint);
        db.Execute(LegacyJournal.Insert, new LegacyJournal(folder, log).Entries(number));
        db.Execute(DeadLetterSql.Upsert, LegacyDeadLetter.All(folder, log).Select(DeadLetterSql.Of));
        foreach (var backfill in Backfills(folder, log))
            StateStore.Save(db, backfill);
        db.Execute("INSERT INTO facts VALUES ('imported', '0.1.0')");
        log.LogInformation(
            "Imported the state of VteBridge 0.1.0: {Reports} reports, {DeadLetters} dead letters, {Backfills} backfills, checkpoint {Checkpoint}. Nothing is sent again because of that",
            db.ExecuteScalar<long>("SELECT count(*) FROM reports"),
            db.ExecuteScalar<long>("SELECT count(*) FROM dead_letters"),
            db.ExecuteScalar<long>("SELECT count(*) FROM backfills"),
            checkpoint?.Runs is { } runs ? StateText.Raw(runs.Timestamp) : "none"
        );
    }

    private static LegacyCheckpoint? Checkpoint(string folder, bool startAfresh)
    {
        var path = LegacyFiles.Checkpoint(folder);
        if (!File.Exists(path))
            return startAfresh || !File.Exists(Path.Combine(LegacyFiles.Journal(folder), "checkpoint-was-saved"))
                ? null
                : throw Unusable(path, "it is missing, but the journal beside it shows that there was one");
        try
        {
            var found = JsonSerializer.Deserialize<LegacyCheckpoint>(File.ReadAllBytes(path), Json);
            return
                found is { Format: 1, Database.Length: > 0, Runs: null or { Id: not null } }
                && found.Repairs is null or { Id: not null }
                ? found
                : throw new JsonException($"it is not a checkpoint of format 1");
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw Unusable(path, e.Message.Split('\n')[0]);
        }
    }

    private static StateFailure Unusable(string path, string why) =>
        new(
            $"The checkpoint '{path}' of VteBridge 0.1.0 cannot be imported ({why}). Nothing was sent or skipped. Restore it from a backup, or delete it and run "
                + "'vtebridge sync --from \"yyyy-MM-dd HH:mm\"' once with a time before the last sync of 0.1.0: reports that are in its journal are not sent again."
        );

    private static IEnumerable<BackfillRecord> Backfills(string folder, ILogger log)
    {
        foreach (var path in LegacyFiles.Of(LegacyFiles.Backfills(folder), "*.json"))
        {
            BackfillRecord? backfill = null;
            try
            {
                backfill = JsonSerializer
                    .Deserialize<LegacyBackfill>(File.ReadAllBytes(path), Json)
                    ?.ToRecord(Path.GetFileNameWithoutExtension(path), File.GetLastWriteTimeUtc(path));
            }
            catch (JsonException e)
            {
                log.LogWarning(
                    "The backfill's position {File} cannot be read ({Error}); that backfill starts from its beginning, and reports that are in the journal are not sent again",
                    path,
                    e.Message
                );
            }
            if (backfill is not null)
                yield return backfill;
        }
    }

    private sealed record LegacyCheckpoint(
        int Format,
        string? Database,
        StoredPosition? Runs,
        StoredPosition? Repairs,
        DateTimeOffset SavedAt
    );

    private sealed record LegacyBackfill(
        int Format,
        DateTime? Chunk,
        StoredPosition? Runs,
        StoredPosition? Repairs,
        DateTime? To
    )
    {
        public BackfillRecord ToRecord(string key, DateTime savedAt) =>
            Format == 1 && Runs is null or { Id: not null } && Repairs is null or { Id: not null }
                ? new(key, Chunk, Runs, Repairs, To, savedAt)
                : throw new JsonException("it is not a position of format 1");
    }
}
