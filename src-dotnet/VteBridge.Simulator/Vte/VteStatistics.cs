using System.Collections.Concurrent;

namespace VteBridge.Simulator.Vte;

/// <summary>Counts what the server did since the last reset, over all connections. Thread-safe.</summary>
internal sealed class VteStatistics
{
    private const int Kept = 1000;
    private const int LongestText = 8000;

    private readonly ConcurrentQueue<StatementRecord> _recent = new();
    private readonly ConcurrentDictionary<string, long> _rowsByTable = new(StringComparer.OrdinalIgnoreCase);
    private long _requests;
    private long _statements;
    private long _rows;
    private long _bytes;
    private long _connectionsOpened;
    private int _openConnections;

    /// <summary>Round trips: SQL batches and procedure calls.</summary>
    public long Requests => Interlocked.Read(ref _requests);

    public long Statements => Interlocked.Read(ref _statements);

    public long RowsSent => Interlocked.Read(ref _rows);

    public long BytesSent => Interlocked.Read(ref _bytes);

    public long ConnectionsOpened => Interlocked.Read(ref _connectionsOpened);

    public int OpenConnections => Volatile.Read(ref _openConnections);

    /// <summary>Rows sent, by table. The rows of a join count for each of its tables.</summary>
    public IReadOnlyDictionary<string, long> RowsByTable =>
        new Dictionary<string, long>(_rowsByTable, StringComparer.OrdinalIgnoreCase);

    /// <summary>The last 1000 statements, oldest first.</summary>
    public IReadOnlyList<StatementRecord> Recent => [.. _recent];

    /// <summary>Resets the counters, except that of open connections.</summary>
    public void Reset()
    {
        _recent.Clear();
        _rowsByTable.Clear();
        Interlocked.Exchange(ref _requests, 0);
        Interlocked.Exchange(ref _statements, 0);
        Interlocked.Exchange(ref _rows, 0);
        Interlocked.Exchange(ref _bytes, 0);
        Interlocked.Exchange(ref _connectionsOpened, 0);
    }

    public void Opened()
    {
        Interlocked.Increment(ref _connectionsOpened);
        Interlocked.Increment(ref _openConnections);
    }

    public void Closed() => Interlocked.Decrement(ref _openConnections);

    public void Sent(int bytes) => Interlocked.Add(ref _bytes, bytes);

    public void Requested() => Interlocked.Increment(ref _requests);

    public long NextStatement() => Interlocked.Increment(ref _statements);

    public void Add(StatementRecord record)
    {
        Interlocked.Add(ref _rows, record.Rows);
        foreach (var table in record.Tables)
            _rowsByTable.AddOrUpdate(table, record.Rows, (_, before) => before + record.Rows);
        _recent.Enqueue(record.Text.Length > LongestText ? record with { Text = record.Text[..LongestText] } : record);
        while (_recent.Count > Kept)
            _recent.TryDequeue(out _);
    }
}

/// <summary>One statement that was run: a SELECT, or a request without one.</summary>
/// <param name="Number">The running number over all connections, from 1.</param>
/// <param name="Text">The text of the request, cut at 8000 characters.</param>
/// <param name="Tables">The names of the tables it reads.</param>
/// <param name="Rows">How many rows went to the client.</param>
/// <param name="Error">The error number it ended with; null when it succeeded.</param>
internal sealed record StatementRecord(
    long Number,
    string Text,
    IReadOnlyCollection<string> Tables,
    long Rows,
    int? Error,
    int LockTimeout,
    string DeadlockPriority,
    string IsolationLevel
);
