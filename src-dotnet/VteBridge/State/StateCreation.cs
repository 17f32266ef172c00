using Dapper;

namespace VteBridge.State;

/// <summary>
/// Creates the store where there is none. It is filled under a temporary name and renamed when it is complete, so a process that is
/// killed in between leaves nothing that counts as a store.
/// </summary>
internal static class StateCreation
{
    /// <summary>Whether the store exists.</summary>
    /// <exception cref="StateFailure">The store is lost, or the next sync has to import what 0.1.0 left.</exception>
    public static bool Exists(StateFiles files)
    {
        if (IsThere(files))
            return true;
        if (!LegacyFiles.Exist(files.Folder))
            return files.Evidence() is { } evidence ? throw StateProblems.Lost(files.Database, evidence) : false;
        throw new StateFailure(
            $"The state folder '{files.Folder}' was written by VteBridge 0.1.0. The next 'vtebridge sync' imports it; nothing is sent again because of that."
        );
    }

    /// <summary>File.Exists would be false for a folder that this account may not read; that is a failure here.</summary>
    private static bool IsThere(StateFiles files)
    {
        try
        {
            return !File.GetAttributes(files.Database).HasFlag(FileAttributes.Directory);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StateFailure(
                $"The state folder '{files.Folder}' cannot be read by this account ({e.Message}). Use the account that runs VteBridge, or give this one that right."
            );
        }
    }

    /// <param name="startAfresh">Whether to create a new store in place of one that is lost.</param>
    /// <exception cref="StateFailure">The store is lost or cannot be created.</exception>
    public static void Ensure(StateFiles files, TimeProvider time, ILogger log, bool startAfresh)
    {
        if (Directory.Exists(files.Database))
            throw new StateFailure(
                $"'{files.Database}' is a folder, but must be the file of the state store. Move it away, or set another State:Folder."
            );
        try
        {
            OwnerOnly.CreateFolder(files.Folder);
            if (!File.Exists(files.Database))
                Create(files, time, log, startAfresh);
            LegacyFiles.MoveAway(files, log);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw StateProblems.NotWritable(files.Folder, e);
        }
    }

    private static void Create(StateFiles files, TimeProvider time, ILogger log, bool startAfresh)
    {
        using var alone = InstanceLock.Wait(files.Folder, "creating.lock");
        if (File.Exists(files.Database))
            return;
        var isLegacy = LegacyFiles.Exist(files.Folder);
        if (!isLegacy && !startAfresh && files.Evidence() is { } evidence)
            throw StateProblems.Lost(files.Database, evidence);
        var temporary = files.Database + AtomicFile.TemporarySuffix;
        StateFiles.CreateFile(temporary);
        using (var database = StateDatabase.OpenUnmarked(temporary))
        {
            database.Execute("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA cache_size = -64000");
            StateSchema.Create(database);
            database.Write(
                "creation",
                (db, number) =>
                {
                    db.Execute("INSERT INTO facts VALUES ('created', @now)", new { now = time.GetUtcNow() });
                    if (isLegacy)
                        LegacyImport.Run(files.Folder, db, number, startAfresh, log);
                }
            );
            database.Execute("PRAGMA journal_mode = WAL");
        }
        using (var file = OwnerOnly.Open(temporary, FileMode.Open, FileShare.None))
            file.Flush(flushToDisk: true);
        Milestone.Pass("state store created");
        File.Move(temporary, files.Database);
        Milestone.Pass("state store named");
    }
}
