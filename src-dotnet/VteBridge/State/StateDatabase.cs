using System.Runtime.InteropServices;
using Dapper;
using Microsoft.Data.Sqlite;

namespace VteBridge.State;

/// <summary>
/// One connection to the state store's file, used by one thread at a time. Several processes may each have one: readers never wait,
/// writers wait for each other. Any SQLite error becomes a <see cref="StateFailure"/> that says what to do.
/// </summary>
internal sealed class StateDatabase : IDisposable
{
    /// <summary>How long to wait for another writer: far longer than any transaction of VteBridge takes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Lock _lock = new();
    private readonly SqliteConnection _connection;
    private readonly StateFiles? _files;

    static StateDatabase() => StateText.Register();

    private StateDatabase(SqliteConnection connection, StateFiles? files) =>
        (_connection, _files) = (connection, files);

    /// <exception cref="StateFailure">The file cannot be opened.</exception>
    public static StateDatabase Open(StateFiles files, bool readOnly = false) =>
        Open(files.Database, files, readOnly ? SqliteOpenMode.ReadOnly : SqliteOpenMode.ReadWrite);

    /// <summary>An empty database in memory.</summary>
    public static StateDatabase InMemory() => Open(":memory:", null, SqliteOpenMode.Memory);

    /// <summary>An empty database in a temporary file, which no other process can open and which is deleted when it is closed.</summary>
    public static StateDatabase Temporary() => Open("", null, SqliteOpenMode.ReadWriteCreate);

    /// <summary>Copies everything into another database, as it is at one moment. Writers do not have to wait meanwhile.</summary>
    public void CopyTo(StateDatabase other)
    {
        lock (_lock)
            Told(() =>
            {
                _connection.BackupDatabase(other._connection);
                return true;
            });
    }

    /// <summary>Opens a new file that no other process knows yet, without a marker.</summary>
    public static StateDatabase OpenUnmarked(string path) => Open(path, null, SqliteOpenMode.ReadWrite);

    /// <summary>Runs a query.</summary>
    public T Read<T>(Func<SqliteConnection, T> query)
    {
        lock (_lock)
            return Told(() => query(_connection));
    }

    /// <summary>Runs a change in a transaction, which is on the disk when this returns.</summary>
    /// <param name="change">Gets the number of the transaction.</param>
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

    /// <summary>Runs statements outside of any transaction.</summary>
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

    /// <summary>
    /// Whether the file was moved or deleted. SQLite would go on writing to it, and what it records would be lost. Windows does not let
    /// anybody delete an open file.
    /// </summary>
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
