using Microsoft.Data.Sqlite;

namespace VteBridge.State;

/// <summary>The problems that the state store can have, each as a message for the person who has to solve it.</summary>
internal static class StateProblems
{
    private const string Begin =
        "run 'vtebridge sync --from \"yyyy-MM-dd HH:mm\"' once: runs from that time on are sent again, with the same ids";

    public static StateFailure Of(SqliteException e, string path) =>
        new(
            e.SqliteErrorCode switch
            {
                SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED =>
                    $"The state store '{path}' has been locked by another process for a minute. Nothing was recorded. Find out which process locks it (a backup, another SQLite tool, a large import) and try again.",
                SQLitePCL.raw.SQLITE_FULL =>
                    $"The disk of the state store '{path}' is full. What could not be recorded is read again by the next sync. Make room on it.",
                SQLitePCL.raw.SQLITE_READONLY
                or SQLitePCL.raw.SQLITE_PERM
                or SQLitePCL.raw.SQLITE_AUTH
                or SQLitePCL.raw.SQLITE_CANTOPEN =>
                    $"The state store '{path}' or its folder cannot be read and written by this account ({Why(e)}). Give it that right, or set State:Folder to another folder on a local disk.",
                SQLitePCL.raw.SQLITE_CORRUPT => DamageText(path, Why(e)),
                SQLitePCL.raw.SQLITE_NOTADB => DamageText(path, "it is not an SQLite database"),
                SQLitePCL.raw.SQLITE_IOERR =>
                    $"The disk of the state store '{path}' reports an error ({Why(e)}). What could not be recorded is read again by the next sync. Check the disk and its free space.",
                _ => $"The state store '{path}' cannot be used ({Why(e)}). Check the file and its disk.",
            },
            e
        );

    public static StateFailure Damaged(string path, string why) => new(DamageText(path, why));

    public static StateFailure Lost(string path, string evidence) =>
        new(
            $"The state store '{path}' is gone, but {evidence} shows that there was one. Nothing was sent or skipped. Restore it from a backup, or {Begin}."
        );

    public static StateFailure Replaced(string path) =>
        new(
            $"The state store '{path}' was replaced by another file while this process had it open. Nothing was sent or skipped. Start VteBridge again to work with the new file."
        );

    public static StateFailure Older(string path, long expected, long found) =>
        new(
            $"The state store '{path}' lacks its newest {expected - found} changes: its file '{Path.GetFileName(path)}-wal' was deleted, or an older copy was put in its place. "
                + $"Nothing was sent or skipped. Put the newest one back, or {Begin} where the store does not know them."
        );

    public static StateFailure Newer(string path, long format, int known) =>
        new(
            $"The state store '{path}' was written by a newer VteBridge (format {format}; this version supports up to {known}). Run the newer version, or use another State:Folder."
        );

    public static StateFailure OtherDatabase(string path, string stored, string configured) =>
        new(
            $"The state store '{path}' belongs to the database '{stored}', but the configuration names '{configured}'. Older runs of the new database would be skipped: "
                + "use another State:Folder for it. If it is the same database renamed, set the value of 'database' in the store's table facts to the new name."
        );

    public static StateFailure NotWritable(string folder, Exception e) =>
        new(
            $"The state folder '{folder}' cannot be written ({e.Message}). Set State:Folder to a folder on a local disk that this account may write.",
            e
        );

    private static string DamageText(string path, string why) =>
        $"The state store '{path}' is damaged ({why}). Nothing was sent or skipped. Restore it from a backup, or move it away together with the files beside it that begin with its name and {Begin}.";

    private static string Why(SqliteException e)
    {
        var text = SQLitePCL.raw.sqlite3_errstr(e.SqliteExtendedErrorCode).utf8_to_string() ?? e.Message;
        return $"{text}, SQLite error {e.SqliteExtendedErrorCode}";
    }
}
