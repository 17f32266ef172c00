using System.Runtime.InteropServices;
using Dapper;
using Microsoft.Data.Sqlite;

namespace VteBridge.State;

/// <summary>
/// One connection to the state store's file, used by one thread at a time. Several processes may have one each: readers wait for
/// nobody, writers for each other. Whatever SQLite says is told as a <see cref="StateFailure"/> with what to do.
/// </summary>
internal sealed class StateDatabase : IDisposable
{
    /// <summary>Far longer than any transaction here takes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Lock _lock = new();
    private readonly SqliteConnection _connection;
    private readonly StateFiles? _files;

    static StateDatabase() => StateText.Register();

    private StateDatabase(SqliteConnection connection, StateFiles? files) =>
        (_connection, _files) = (connection, files);

    /// <exception cref="StateFailure">It cannot be opened.</exception>
    public static StateDatabase Open(StateFiles files, bool readOnly = false) =>
        Open(files.Database, files, readOnly ? SqliteOpenMode.ReadOnly : SqliteOpenMode.ReadWrite);

    /// <summary>An empty one that is on no disk.</summary>
    public static StateDatabase InMemory() => Open(":memory:", null, SqliteOpenMode.Memory);

    /// <summary>An empty one in a temporary file that nobody else can open and that goes when it is closed.</summary>
    public static StateDatabase Temporary() => Open("", null, SqliteOpenMode.ReadWriteCreate);

    /// <summary>Copies everything into another one, as it is at one moment; writers do not wait for it.</summary>
    public void CopyTo(StateDatabase other)
    {
        lock (_lock)
            Told(() =>
            {
                _connection.BackupDatabase(other._connection);
                return true;
            });
    }

    /// <summary>A new file that no other process knows of yet.</summary>
    public static StateDatabase OpenUnmarked(string path) => Open(path, null, SqliteOpenMode.ReadWrite);

    /// <summary>Answers a question. Nothing is changed.</summary>
    public T Read<T>(Func<SqliteConnection, T> query)
    {
        lock (_lock)
            return Told(() => query(_connection));
    }

    /// <summary>Changes all or nothing; on the disk when this returns.</summary>
    /// <param name="change">Is given the number of this transaction.</param>
    /// <exception cref="StateFailure">Nothing was changed.</exception>
    public void Write(string milestone, Action<SqliteConnection, long> change)
    {
        lock (_lock)
            Told(() =>
            {
                using var transaction = _connection.BeginTransaction(deferred: false);
                var number = _connection.ExecuteScalar<long>(
                    "UPDATE facts SET value = value + 1 WHERE name = 'transactions' RETURNING value"
                );
                change(_connection, number);
                Milestone.Pass($"{milestone} before commit");
                transaction.Commit();
                Milestone.Pass($"{milestone} committed");
                _files?.Mark(number);
                return true;
            });
    }

    /// <summary>Statements outside of any transaction.</summary>
    public void Execute(string sql)
    {
        lock (_lock)
            Told(() => _connection.Execute(sql));
    }

    public void Dispose() => _connection.Dispose();

    private static StateDatabase Open(string path, StateFiles? files, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = path,
                Mode = mode,
                Pooling = false,
                DefaultTimeout = 1, // How long Microsoft.Data.Sqlite waits after SQLite itself has waited.
            }.ConnectionString
        );
        var database = new StateDatabase(connection, files);
        try
        {
            database.Told(() =>
            {
                connection.Open();
                connection.Execute(
                    $"PRAGMA busy_timeout = {Patience.TotalMilliseconds:0}; PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF"
                );
                return true;
            });
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    private T Told<T>(Func<T> use)
    {
        try
        {
            if (_files is not null && _connection.State == System.Data.ConnectionState.Open && HasMoved())
                throw _files.Gone();
            return use();
        }
        catch (SqliteException e)
        {
            throw StateProblems.Of(e, _files?.Database ?? _connection.DataSource);
        }
    }

    /// <summary>SQLite goes on in a file that was deleted: what is recorded there is lost. Windows does not let anybody delete it.</summary>
    private bool HasMoved()
    {
        const int HasMovedControl = 20;
        var moved = 0;
        return !OperatingSystem.IsWindows()
            && FileControl(_connection.Handle!, "main", HasMovedControl, ref moved) == 0
            && moved != 0;
    }

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_file_control")]
    private static extern int FileControl(
        SQLitePCL.sqlite3 connection,
        [MarshalAs(UnmanagedType.LPUTF8Str)] string database,
        int operation,
        ref int result
    );
}
