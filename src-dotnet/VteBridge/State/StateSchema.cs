using System.Text.RegularExpressions;
using Dapper;

namespace VteBridge.State;

/// <summary>The tables of the state store (schema.sql), and what marks a file as a state store.</summary>
internal static partial class StateSchema
{
    /// <summary>Must grow when a version changes a table; <see cref="Upgrade"/> brings older files up to date when they are opened.</summary>
    public const int Format = 2;

    /// <summary>"VteB": SQLite's application_id, which tells the program that a file belongs to.</summary>
    public const int ApplicationId = 0x56746542;

    /// <summary>Creates all tables in an empty database.</summary>
    public static void Create(StateDatabase database) =>
        database.Execute(
            $"{Script()}; PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {Format}; INSERT INTO facts VALUES ('transactions', 0)"
        );

    public static long FormatOf(StateDatabase database) =>
        database.Read(db => db.ExecuteScalar<long>("PRAGMA user_version"));

    /// <summary>Adds the tables that a store of an older format lacks. From then on, versions that know only the older format refuse it.</summary>
    public static void Upgrade(StateDatabase database)
    {
        if (FormatOf(database) == Format)
            return;
        database.Write(
            "state store upgraded",
            (db, _) =>
            {
                var there = db.Query<string>("SELECT name FROM sqlite_master WHERE type = 'table'").ToHashSet();
                foreach (Match table in Table().Matches(Script()))
                    if (!there.Contains(table.Groups["name"].Value))
                        db.Execute(table.Value);
                db.Execute($"PRAGMA user_version = {Format}");
            }
        );
    }

    private static string Script()
    {
        using var script = typeof(StateSchema).Assembly.GetManifestResourceStream("state.sql")!;
        using var reader = new StreamReader(script);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"^CREATE TABLE (?<name>\w+) \(.*?^\)[^;]*;", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Table();
}

/// <summary>Checks, when a state store is opened, whether it can be trusted.</summary>
internal static class StateCheck
{
    /// <summary>The checks before reading.</summary>
    /// <exception cref="StateFailure">The file is not a state store, is of a newer version, or lacks its newest changes.</exception>
    public static void Quick(StateDatabase database, StateFiles files)
    {
        CheckFormat(database, files);
        var (marked, found) = (files.Marked(), Transactions(database));
        if (found < marked)
            throw StateProblems.Older(files.Database, marked, found);
    }

    /// <summary>The checks before writing: every page of the file is read. Upgrades the store.</summary>
    /// <param name="startAfresh">Whether the store may lack its newest changes.</param>
    /// <exception cref="StateFailure">As <see cref="Quick"/>, or the store is damaged.</exception>
    public static void Whole(StateDatabase database, StateFiles files, bool startAfresh)
    {
        CheckFormat(database, files);
        var pageSize = database.Read(db => db.ExecuteScalar<long>("PRAGMA page_size"));
        // SQLite reads the missing end of the last page as zeros, so quick_check would not find it.
        if (new FileInfo(files.Database).Length % pageSize != 0)
            throw StateProblems.Damaged(files.Database, "its end is missing");
        var answer = database.Read(db => db.QueryFirst<string>("PRAGMA quick_check(1)"));
        if (answer != "ok")
            throw StateProblems.Damaged(files.Database, answer.Replace('\n', ' '));
        // The marker is read first: other processes may write meanwhile, and what they record in between must not count as missing.
        var (marked, found) = (files.Marked(), Transactions(database));
        if (found < marked && !startAfresh)
            throw StateProblems.Older(files.Database, marked, found);
        files.Mark(found);
        StateSchema.Upgrade(database);
    }

    private static void CheckFormat(StateDatabase database, StateFiles files)
    {
        var id = database.Read(db => db.ExecuteScalar<long>("PRAGMA application_id"));
        var format = StateSchema.FormatOf(database);
        if (id != StateSchema.ApplicationId)
            throw StateProblems.Damaged(files.Database, "it is empty, or not a state store of VteBridge");
        if (format > StateSchema.Format)
            throw StateProblems.Newer(files.Database, format, StateSchema.Format);
    }

    private static long Transactions(StateDatabase database) =>
        database.Read(db => db.ExecuteScalar<long>("SELECT value FROM facts WHERE name = 'transactions'"));
}
