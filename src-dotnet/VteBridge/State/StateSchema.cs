using System.Text.RegularExpressions;
using Dapper;

namespace VteBridge.State;

/// <summary>The tables of the state store (schema.sql) and what marks a file as one.</summary>
internal static partial class StateSchema
{
    /// <summary>A later version that changes a table counts up, and brings older files up to date when it opens them.</summary>
    public const int Format = 2;

    /// <summary>"VteB", by which SQLite files tell whose they are.</summary>
    public const int ApplicationId = 0x56746542;

    /// <summary>All tables, in an empty database.</summary>
    public static void Create(StateDatabase database) =>
        database.Execute(
            $"{Script()}; PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {Format}; INSERT INTO facts VALUES ('transactions', 0)"
        );

    public static long FormatOf(StateDatabase database) =>
        database.Read(db => db.ExecuteScalar<long>("PRAGMA user_version"));

    /// <summary>Adds the tables that a store of an older format lacks. Builds that know the older format only then refuse it.</summary>
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

/// <summary>Whether a file can be trusted: asked once, when it is opened.</summary>
internal static class StateCheck
{
    /// <summary>Enough for a look at it.</summary>
    /// <exception cref="StateFailure">It is none, of a newer version, or older than it has to be.</exception>
    public static void Quick(StateDatabase database, StateFiles files)
    {
        CheckFormat(database, files);
        var (marked, found) = (files.Marked(), Transactions(database));
        if (found < marked)
            throw StateProblems.Older(files.Database, marked, found);
    }

    /// <summary>Enough to work with it: every page of it is looked at.</summary>
    /// <param name="startAfresh">It may be older than it has to be.</param>
    /// <exception cref="StateFailure">As <see cref="Quick"/>; or it is damaged.</exception>
    public static void Whole(StateDatabase database, StateFiles files, bool startAfresh)
    {
        CheckFormat(database, files);
        var pageSize = database.Read(db => db.ExecuteScalar<long>("PRAGMA page_size"));
        // SQLite takes the missing end of a last page for zeros.
        if (new FileInfo(files.Database).Length % pageSize != 0)
            throw StateProblems.Damaged(files.Database, "its end is missing");
        var answer = database.Read(db => db.QueryFirst<string>("PRAGMA quick_check(1)"));
        if (answer != "ok")
            throw StateProblems.Damaged(files.Database, answer.Replace('\n', ' '));
        // In this order, as others may write meanwhile: what they record after the first look is not missing in the second.
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
            throw StateProblems.Damaged(files.Database, "it is empty, or no state store of VteBridge");
        if (format > StateSchema.Format)
            throw StateProblems.Newer(files.Database, format, StateSchema.Format);
    }

    private static long Transactions(StateDatabase database) =>
        database.Read(db => db.ExecuteScalar<long>("SELECT value FROM facts WHERE name = 'transactions'"));
}
