using Dapper;
using Microsoft.Data.Sqlite;

namespace VteBridge.State;

/// <summary>
/// What VteBridge remembers, in `vtebridge.db` of the state folder. Any thread may call every member; several processes may have
/// the same folder open. Any problem with the files is a <see cref="StateFailure"/> that says what to do.
/// </summary>
internal sealed partial class StateStore : IDisposable
{
    private readonly StateDatabase _database;
    private readonly StateFiles _files;

    private StateStore(StateDatabase database, StateFiles files) => (_database, _files) = (database, files);

    /// <summary>Opens the store. Creates it if there never was one, and imports what 0.1.0 left in the folder.</summary>
    /// <param name="startAfresh">
    /// Whether the person who started this command asked to go on although the store is lost or lacks its newest changes. Reports that
    /// the store does not know are then sent again.
    /// </param>
    /// <exception cref="StateFailure">The store is lost, damaged, lacks its newest changes, is of a newer version, or cannot be written.</exception>
    public static StateStore Open(string folder, TimeProvider time, ILogger log, bool startAfresh = false)
    {
        var files = new StateFiles(folder);
        StateCreation.Ensure(files, time, log, startAfresh);
        return Checked(StateDatabase.Open(files), files, database => StateCheck.Whole(database, files, startAfresh));
    }

    /// <summary>Opens the store for reading; neither creates nor changes anything. The result is empty if there is no store yet.</summary>
    /// <exception cref="StateFailure">As for <see cref="Open"/>; also when the next sync has to import what 0.1.0 left.</exception>
    public static StateStore OpenReadOnly(string folder)
    {
        var files = new StateFiles(folder);
        if (!StateCreation.Exists(files))
            return Checked(StateDatabase.InMemory(), files, StateSchema.Create);
        var store = Checked(StateDatabase.Open(files, readOnly: true), files, db => StateCheck.Quick(db, files));
        if (StateSchema.FormatOf(store._database) == StateSchema.Format)
            return store;
        // The store is of an older format and must not be changed here: a copy of it is upgraded instead.
        store.Dispose();
        return OpenCopy(folder);
    }

    /// <summary>Opens a private copy: what is recorded in it is thrown away. The copy is empty if there is no store yet.</summary>
    /// <exception cref="StateFailure">As for <see cref="OpenReadOnly"/>.</exception>
    public static StateStore OpenCopy(string folder)
    {
        var files = new StateFiles(folder);
        return Checked(
            StateDatabase.Temporary(),
            files,
            copy =>
            {
                if (!StateCreation.Exists(files))
                {
                    StateSchema.Create(copy);
                    return;
                }
                using var original = StateDatabase.Open(files, readOnly: true);
                StateCheck.Quick(original, files);
                original.CopyTo(copy);
                StateSchema.Upgrade(copy);
            }
        );
    }

    /// <summary>The first call binds the store to the database whose reports it holds. Later calls check that it is the same database.</summary>
    /// <exception cref="StateFailure">The store belongs to another database: older runs of this one would be skipped.</exception>
    public void BelongTo(string database)
    {
        if (Fact("database") is null)
            _database.Write(
                "database named",
                (db, _) => db.Execute("INSERT OR IGNORE INTO facts VALUES ('database', @database)", new { database })
            );
        if (Fact("database") is { } stored && !stored.Equals(database, StringComparison.OrdinalIgnoreCase))
            throw StateProblems.OtherDatabase(_files.Database, stored, database);
    }

    public ReportRecord? Find(Guid id) => Find([id]).Values.SingleOrDefault();

    /// <summary>The records of those ids that are known.</summary>
    public IReadOnlyDictionary<Guid, ReportRecord> Find(IReadOnlyCollection<Guid> ids) =>
        Reports("id IN (SELECT value FROM json_each(@ids))", new { ids = Json(ids) }).ToDictionary(report => report.Id);

    /// <summary>Null before the first checkpoint of the source.</summary>
    public CheckpointRecord? Checkpoint(string source) =>
        _database.Read(db =>
            db.QuerySingleOrDefault<CheckpointRecord>(
                "SELECT source, timestamp, id, saved_at AS savedAt FROM checkpoints WHERE source = @source",
                new { source }
            )
        );

    /// <summary>Null when this backfill has not begun.</summary>
    public BackfillRecord? Backfill(string key) =>
        _database.Read(db =>
            db.Query<BackfillRecord, StoredPosition?, StoredPosition?, BackfillRecord>(
                    """
                    SELECT key, chunk, until, saved_at AS savedAt, runs_timestamp AS timestamp, runs_id AS id, repairs_timestamp AS timestamp, repairs_id AS id
                    FROM backfills WHERE key = @key
                    """,
                    (backfill, runs, repairs) => backfill with { Runs = runs, Repairs = repairs },
                    new { key },
                    splitOn: "timestamp"
                )
                .SingleOrDefault()
        );

    public void Dispose()
    {
        _database.Dispose();
        _files.Dispose();
    }

    /// <param name="where">The SQL after WHERE.</param>
    private List<ReportRecord> Reports(string where, object parameters) =>
        _database.Read(db =>
            db.Query<ReportRecord>($"SELECT {ReportSql.Columns} FROM reports WHERE {where}", parameters).AsList()
        );

    private void SaveFact(string milestone, string name, string value) =>
        _database.Write(milestone, (db, _) => SaveFact(db, name, value));

    private static void SaveFact(SqliteConnection db, string name, string value) =>
        db.Execute("INSERT OR REPLACE INTO facts VALUES (@name, @value)", new { name, value });

    private string? Fact(string name) =>
        _database.Read(db =>
            db.QuerySingleOrDefault<string>("SELECT value FROM facts WHERE name = @name", new { name })
        );

    private static string Json(IEnumerable<Guid> ids) => JsonSerializer.Serialize(ids);

    private static StateStore Checked(StateDatabase database, StateFiles files, Action<StateDatabase> check)
    {
        try
        {
            check(database);
            return new StateStore(database, files);
        }
        catch
        {
            database.Dispose();
            files.Dispose();
            throw;
        }
    }
}
