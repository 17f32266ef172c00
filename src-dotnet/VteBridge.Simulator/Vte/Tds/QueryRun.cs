using System.Diagnostics;

namespace VteBridge.Simulator.Vte.Tds;

/// <summary>Runs one statement from its first token to its last row, counts it and applies faults to it.</summary>
internal sealed class QueryRun(
    Session session,
    ServerParts server,
    ReplyBuffer reply,
    StoreConnection store,
    string text,
    IReadOnlyCollection<string> tables
)
{
    private readonly long _number = server.Statistics.NextStatement();
    private readonly VteFault? _fault = server.Faults.Take(text, isLogin: false);

    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly (long Logical, long Physical) _pages = store.Pages;
    private TimeSpan _waited;

    public long Rows { get; private set; }

    /// <summary>Runs the statement and records it, also when it fails.</summary>
    public async ValueTask MeasureAsync(Func<ValueTask> run)
    {
        int? error = null;
        try
        {
            await run();
        }
        catch (SqlFault fault)
        {
            error = fault.Number;
            throw;
        }
        finally
        {
            var pages = store.Pages;
            session.Counters.Add(
                _started,
                _waited,
                Rows,
                (pages.Logical - _pages.Logical, pages.Physical - _pages.Physical)
            );
            server.Statistics.Add(
                new StatementRecord(
                    _number,
                    text,
                    tables,
                    Rows,
                    error,
                    session.LockTimeout,
                    session.DeadlockPriority,
                    session.IsolationLevel
                )
            );
        }
    }

    public async ValueTask SendAsync(
        StoreStatement statement,
        IReadOnlyList<ResultColumn> columns,
        CancellationToken cancellation
    )
    {
        var types = columns.ToArray();
        reply.ChunksCrossPackets = _fault?.Kind == FaultKind.CrossingChunks;
        reply.Columns(types);
        try
        {
            while (statement.Step())
            {
                WriteRow(statement, types);
                if (_fault is not null)
                    await StrikeAsync(++Rows, cancellation);
                else
                    Rows++;
                cancellation.ThrowIfCancellationRequested();
                // Without the cancellation token: a partly sent packet would break the connection.
                if (reply.IsFull)
                    await WaitAsync(reply.FlushAsync(Flush.Full, CancellationToken.None));
            }
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>Applies the fault when its row is reached.</summary>
    public async ValueTask StrikeAsync(long rows, CancellationToken cancellation)
    {
        if (_fault is null || rows != _fault.AfterRows)
            return;
        switch (_fault.Kind)
        {
            case FaultKind.Error:
                throw SqlFaults.Ordered(_fault, session.Login);
            case FaultKind.Stall:
                await reply.FlushAsync(Flush.All, CancellationToken.None);
                await WaitAsync(
                    new(server.Faults.StallAsync(_fault.IgnoresCancel ? CancellationToken.None : cancellation))
                );
                break;
            case FaultKind.Drop:
                await reply.FlushAsync(Flush.All, CancellationToken.None);
                throw new ConnectionLostException();
        }
    }

    private async ValueTask WaitAsync(ValueTask what)
    {
        var since = Stopwatch.GetTimestamp();
        await what;
        _waited += Stopwatch.GetElapsedTime(since);
    }

    /// <summary>
    /// A value that does not fit its type is found only here; the part of its row that is already written is then removed.
    /// </summary>
    private void WriteRow(StoreStatement statement, ResultColumn[] types)
    {
        var before = reply.Length;
        try
        {
            reply.Row(statement, types);
        }
        catch (SqlFault)
        {
            reply.Length = before;
            throw;
        }
    }
}
