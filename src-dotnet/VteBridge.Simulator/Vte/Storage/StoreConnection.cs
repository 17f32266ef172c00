using SQLitePCL;

namespace VteBridge.Simulator.Vte.Storage;

/// <summary>
/// One connection to the SQLite file, with T-SQL's functions and collation. Not thread-safe, except for <see cref="Interrupt"/>.
/// </summary>
internal sealed class StoreConnection : IDisposable
{
    private const int KeptStatements = 256;

    // SQLITE_DBSTATUS_CACHE_HIT and _MISS.
    private const int CacheHit = 7;
    private const int CacheMiss = 8;

    private readonly sqlite3 _database;
    private readonly Dictionary<string, StoreStatement> _statements = new(StringComparer.Ordinal);
    private SqlFault? _fault;

    static StoreConnection() => Batteries_V2.Init();

    public StoreConnection(string file)
    {
        var result = raw.sqlite3_open_v2(
            file,
            out _database,
            raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE | raw.SQLITE_OPEN_NOMUTEX,
            null
        );
        if (result != raw.SQLITE_OK)
            throw new IOException($"SQLite cannot open '{file}': {raw.sqlite3_errstr(result).utf8_to_string()}");
        raw.sqlite3_busy_timeout(_database, 60_000);
        raw.sqlite3__create_collation_utf8(
            _database,
            TextOrder.Name,
            null,
            (_, left, right) => TextOrder.Compare(left, right)
        );
        StoreFunctions.Register(_database, fault => _fault = fault);
        Execute("PRAGMA synchronous=OFF");
        Execute("PRAGMA cache_size=-32768");
        Execute("PRAGMA temp_store=MEMORY");
        Execute("PRAGMA foreign_keys=OFF");
    }

    /// <summary>Returns the prepared statement of this text, from the cache when it was used before.</summary>
    public StoreStatement Prepare(string sql)
    {
        if (_statements.TryGetValue(sql, out var kept))
            return kept;
        if (_statements.Count >= KeptStatements)
            DisposeStatements();
        var result = raw.sqlite3_prepare_v3(_database, sql, raw.SQLITE_PREPARE_PERSISTENT, out var statement);
        if (result != raw.SQLITE_OK)
            throw Failure(result);
        return _statements[sql] = new StoreStatement(this, statement);
    }

    public void Execute(string sql)
    {
        var statement = Prepare(sql);
        while (statement.Step()) { }
        statement.Reset();
    }

    /// <summary>How many rows the last write changed.</summary>
    public int Changes => raw.sqlite3_changes(_database);

    /// <summary>Pages read so far: all of them (logical), and those that came from the disk (physical).</summary>
    public (long Logical, long Physical) Pages
    {
        get
        {
            raw.sqlite3_db_status(_database, CacheHit, out var hits, out _, 0);
            raw.sqlite3_db_status(_database, CacheMiss, out var misses, out _, 0);
            return (hits + misses, misses);
        }
    }

    /// <summary>Resets all statements, so that a failed one keeps no lock or snapshot.</summary>
    public void ResetAll()
    {
        foreach (var statement in _statements.Values)
            statement.Reset();
    }

    /// <summary>Stops the statement that is running on another thread; it fails with <see cref="OperationCanceledException"/>.</summary>
    public void Interrupt() => raw.sqlite3_interrupt(_database);

    public Exception Failure(int result)
    {
        var fault = _fault;
        _fault = null;
        var message = raw.sqlite3_errmsg(_database).utf8_to_string();
        return fault as Exception
            ?? (result & 0xFF) switch
            {
                raw.SQLITE_INTERRUPT => new OperationCanceledException("The statement was cancelled."),
                raw.SQLITE_ERROR when message == "integer overflow" => SqlFaults.Overflow(SqlType.BigInt),
                raw.SQLITE_CONSTRAINT => new SqlFault(2627, $"Violation of a constraint: {message}.", 14),
                _ => SqlFaults.NotSupported($"this statement (SQLite: {message})"),
            };
    }

    public void Dispose()
    {
        DisposeStatements();
        _database.Dispose();
    }

    private void DisposeStatements()
    {
        foreach (var statement in _statements.Values)
            statement.Dispose();
        _statements.Clear();
    }
}

/// <summary>A prepared statement and, while it is stepped through, its current row.</summary>
internal sealed class StoreStatement(StoreConnection connection, sqlite3_stmt statement) : IDisposable
{
    public int Inputs { get; } = raw.sqlite3_bind_parameter_count(statement);

    /// <param name="index">1-based, as ?1 in the text.</param>
    public void Bind(int index, in StoredValue value)
    {
        var result = value.Kind switch
        {
            StoredKind.Integer => raw.sqlite3_bind_int64(statement, index, value.Integer),
            StoredKind.Real => raw.sqlite3_bind_double(statement, index, value.Real),
            // An empty span has no address, which SQLite would take for NULL.
            StoredKind.Text when value.Bytes!.Length == 0 => raw.sqlite3_bind_text(statement, index, ""),
            StoredKind.Text => raw.sqlite3_bind_text(statement, index, value.Bytes),
            StoredKind.Blob when value.Bytes!.Length == 0 => raw.sqlite3_bind_zeroblob(statement, index, 0),
            StoredKind.Blob => raw.sqlite3_bind_blob(statement, index, value.Bytes),
            _ => raw.sqlite3_bind_null(statement, index),
        };
        if (result != raw.SQLITE_OK)
            throw connection.Failure(result);
    }

    /// <returns>False after the last row.</returns>
    public bool Step()
    {
        var result = raw.sqlite3_step(statement);
        if (result == raw.SQLITE_ROW)
            return true;
        return result == raw.SQLITE_DONE ? false : throw connection.Failure(result);
    }

    /// <summary>Ends the read and releases its snapshot; the statement can then be run again.</summary>
    public void Reset() => raw.sqlite3_reset(statement);

    public StoredKind Kind(int column) =>
        raw.sqlite3_column_type(statement, column) switch
        {
            raw.SQLITE_INTEGER => StoredKind.Integer,
            raw.SQLITE_FLOAT => StoredKind.Real,
            raw.SQLITE_TEXT => StoredKind.Text,
            raw.SQLITE_BLOB => StoredKind.Blob,
            _ => StoredKind.Null,
        };

    public long Integer(int column) => raw.sqlite3_column_int64(statement, column);

    public double Real(int column) => raw.sqlite3_column_double(statement, column);

    /// <summary>The bytes of a text or blob, valid until the next step.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(statement, column);

    public StoredValue Value(int column) =>
        Kind(column) switch
        {
            StoredKind.Integer => StoredValue.Of(Integer(column)),
            StoredKind.Real => StoredValue.Of(Real(column)),
            StoredKind.Text => StoredValue.OfText(Bytes(column).ToArray()),
            StoredKind.Blob => StoredValue.OfBlob(Bytes(column).ToArray()),
            _ => StoredValue.Null,
        };

    public void Dispose() => statement.Dispose();
}
