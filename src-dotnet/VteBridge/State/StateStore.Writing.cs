using Dapper;
using Microsoft.Data.Sqlite;

namespace VteBridge.State;

/// <summary>Members that change the store. Each is one transaction, which is on the disk when the member returns.</summary>
internal sealed partial class StateStore
{
    /// <summary>Records the outcomes, dead letters and position of a page, or a batch of receipts: all of it or nothing.</summary>
    /// <exception cref="StateFailure">Nothing was recorded; the checkpoint is where it was.</exception>
    public void Record(PageRecord page) =>
        _database.Write(
            "page",
            (db, number) =>
            {
                db.Execute(ReportSql.Upsert, page.Reports.Select(r => ReportSql.Of(r, number)));
                db.Execute(
                    "UPDATE reports SET header_fingerprint = @HeaderFingerprint, fingerprint = @Fingerprint, written = @number WHERE id = @Id AND fingerprint = '' AND sent_hash <> ''",
                    page.Adopted.Select(a => new
                    {
                        a.Id,
                        a.HeaderFingerprint,
                        a.Fingerprint,
                        number,
                    })
                );
                db.Execute(
                    "UPDATE reports SET outcome = @outcome, recorded_at = @RecordedAt, written = @number WHERE id = @Id AND (sent_hash = @SentHash OR (@SentHash IS NULL AND outcome = 'Queued'))",
                    page.Receipts.Select(r => new
                    {
                        r.Id,
                        outcome = r.Outcome.ToString(),
                        r.RecordedAt,
                        r.SentHash,
                        number,
                    })
                );
                db.Execute(
                    "DELETE FROM dead_letters WHERE id IN (SELECT value FROM json_each(@ids))",
                    new { ids = Json(page.Delivered) }
                );
                db.Execute(DeadLetterSql.Upsert, page.DeadLetters.Select(DeadLetterSql.Of));
                if (page.Checkpoint is { } checkpoint)
                    Save(db, checkpoint);
                if (page.Backfill is { } backfill)
                    Save(db, backfill);
            }
        );

    /// <summary>
    /// Forgets which version of these reports was sent; called before a newer one is delivered. Otherwise, if a cycle is killed in
    /// between and VTE's rows then change back, the next cycle would believe that the destination still has the earlier version.
    /// Ids that are not known are ignored.
    /// </summary>
    public void MarkReplacing(IReadOnlyCollection<Guid> ids)
    {
        if (ids.Count > 0)
            _database.Write(
                "replacing",
                (db, number) =>
                    db.Execute(
                        "UPDATE reports SET header_fingerprint = '', fingerprint = '', sent_hash = '', outcome = 'Unavailable', written = @number WHERE id IN (SELECT value FROM json_each(@ids))",
                        new { ids = Json(ids), number }
                    )
            );
    }

    public void SaveSchema(SchemaRecord schema) =>
        _database.Write(
            "schema",
            (db, _) =>
            {
                db.Execute("DELETE FROM schema");
                db.Execute("INSERT INTO schema (resolved, saved_at) VALUES (@Resolved, @SavedAt)", schema);
            }
        );

    public void SaveDays(IReadOnlyCollection<DayRecord> days) =>
        _database.Write(
            "days",
            (db, _) =>
                db.Execute(
                    "INSERT OR REPLACE INTO days (source, day, row_count, checksum, saved_at) VALUES (@Source, @Day, @Rows, @Checksum, @SavedAt)",
                    days
                )
        );

    public static void Save(SqliteConnection db, CheckpointRecord checkpoint) =>
        db.Execute(
            "INSERT OR REPLACE INTO checkpoints (source, timestamp, id, saved_at) VALUES (@Source, @Timestamp, @Id, @SavedAt)",
            checkpoint
        );

    public static void Save(SqliteConnection db, BackfillRecord b) =>
        db.Execute(
            """
            INSERT OR REPLACE INTO backfills (key, chunk, runs_timestamp, runs_id, repairs_timestamp, repairs_id, until, saved_at)
            VALUES (@Key, @Chunk, @runs, @runsId, @repairs, @repairsId, @Until, @SavedAt)
            """,
            new
            {
                b.Key,
                b.Chunk,
                runs = b.Runs?.Timestamp,
                runsId = b.Runs?.Id,
                repairs = b.Repairs?.Timestamp,
                repairsId = b.Repairs?.Id,
                b.Until,
                b.SavedAt,
            }
        );
}
