using Microsoft.Data.SqlClient;
using VteBridge.Vte.Sql;

namespace VteBridge.Vte.Reading;

/// <summary>Asks the server what our session has cost. If the server refuses, that is logged and it is not asked again.</summary>
internal sealed class SessionMeter(ILogger<SessionMeter> log)
{
    /// <summary>A query with which a DBA can check the costs that VteBridge reports. Needs VIEW SERVER STATE.</summary>
    public const string CheckQuery =
        "SELECT login_time, cpu_time, logical_reads, row_count, total_elapsed_time FROM sys.dm_exec_sessions WHERE program_name = 'VteBridge'";

    private readonly HashSet<string> _refused = [];

    /// <summary>The cost since the login of the session; null if the server does not tell.</summary>
    public async Task<SessionCost?> ReadAsync(SqlConnection connection, CancellationToken stop)
    {
        SessionCost? cost = null;
        await AskAsync(connection, ServerSql.SessionCost, row => cost = Cost(row), stop);
        return cost;
    }

    /// <summary>
    /// The session's longest wait for a lock. Null if it never waited or the server does not tell (SQL Server 2014 and earlier).
    /// </summary>
    public async Task<TimeSpan?> LongestLockWaitAsync(SqlConnection connection, CancellationToken stop)
    {
        TimeSpan? longest = null;
        await AskAsync(connection, ServerSql.LongestLockWait, row => longest = Milliseconds(row, 0), stop);
        return longest;
    }

    private async Task AskAsync(SqlConnection connection, string sql, Action<Row> read, CancellationToken stop)
    {
        if (_refused.Contains(sql))
            return;
        try
        {
            await PageQuery.EachAsync(
                connection,
                sql,
                [],
                row =>
                {
                    read(row);
                    return true;
                },
                stop
            );
        }
        catch (SqlException e) when (SqlErrors.IsRefused(e) && !stop.IsCancellationRequested)
        {
            _refused.Add(sql);
            log.LogInformation(
                "The server does not report everything that reading costs it ({Error}); VteBridge does not ask again",
                e.Message.Split('\n')[0].Trim()
            );
        }
    }

    private static SessionCost Cost(Row row) =>
        new(
            (int)(row.Number(0) ?? 0),
            Milliseconds(row, 1) ?? TimeSpan.Zero,
            (long)(row.Number(2) ?? 0),
            (long)(row.Number(3) ?? 0),
            (long)(row.Number(4) ?? 0),
            Milliseconds(row, 5) ?? TimeSpan.Zero
        );

    private static TimeSpan? Milliseconds(Row row, int column) =>
        row.Number(column) is { } ms ? TimeSpan.FromMilliseconds(ms) : null;
}

/// <summary>The cost of a session to the server since its login, or between two moments.</summary>
/// <param name="Session">The server's session number.</param>
/// <param name="LogicalReads">Pages read from memory.</param>
/// <param name="Reads">Pages read from disk.</param>
/// <param name="Rows">Rows that the server sent.</param>
/// <param name="LongestLockWait">Since the login, or since the session was taken from the pool; null if the server does not tell.</param>
internal sealed record SessionCost(
    int Session,
    TimeSpan Cpu,
    long LogicalReads,
    long Reads,
    long Rows,
    TimeSpan Elapsed,
    TimeSpan? LongestLockWait = null
)
{
    /// <summary>The sum of both costs.</summary>
    public SessionCost Plus(SessionCost? other) =>
        other is null
            ? this
            : this with
            {
                Cpu = Cpu + other.Cpu,
                LogicalReads = LogicalReads + other.LogicalReads,
                Reads = Reads + other.Reads,
                Rows = Rows + other.Rows,
                Elapsed = Elapsed + other.Elapsed,
                LongestLockWait = new[] { LongestLockWait, other.LongestLockWait }.Max(),
            };

    /// <summary>The difference to an earlier moment; the whole cost if that was another session.</summary>
    public SessionCost Since(SessionCost? before) =>
        before is null || before.Session != Session || before.Rows > Rows || before.Elapsed > Elapsed
            ? this
            : this with
            {
                Cpu = Cpu - before.Cpu,
                LogicalReads = LogicalReads - before.LogicalReads,
                Reads = Reads - before.Reads,
                Rows = Rows - before.Rows,
                Elapsed = Elapsed - before.Elapsed,
            };
}
