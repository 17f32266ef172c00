using VteBridge.Vte.Sql;

namespace VteBridge.Vte.Reading;

/// <summary>What the database server tells about itself and about this session.</summary>
internal static class ServerReader
{
    /// <summary>How many sessions wait for another one's locks.</summary>
    /// <exception cref="VteFailure">The login may not see it (VIEW SERVER STATE), or the server has no such view.</exception>
    public static Task<int> BlockedSessionsAsync(VteConnection vte, CancellationToken stop) =>
        PageQuery.OneAsync(
            vte,
            "asking who waits for locks",
            ServerSql.Blocked,
            () => [],
            row => (int)(row.Number(0) ?? 0),
            stop
        );

    /// <summary>What this session has cost the server since its login; null where the server does not tell.</summary>
    public static async Task<SessionCost?> CostAsync(VteConnection vte, CancellationToken stop)
    {
        var told = await TryAsync(vte, ServerSql.SessionCost, row => (Cost(row), Version: row.Text(6)), stop);
        if (told is not ({ } cost, var version))
            return null;
        // SQL Server 2014 and earlier have no view of a session's waits.
        var wait =
            int.TryParse(version?.Split('.')[0], out var major) && major >= 13
                ? await TryAsync(
                    vte,
                    ServerSql.LongestLockWait,
                    row => row.Number(0) is { } ms ? TimeSpan.FromMilliseconds(ms) : (TimeSpan?)null,
                    stop
                )
                : null;
        return cost with { LongestLockWait = wait };
    }

    private static SessionCost Cost(Row row) =>
        new(
            (int)(row.Number(0) ?? 0),
            TimeSpan.FromMilliseconds(row.Number(1) ?? 0),
            (long)(row.Number(2) ?? 0),
            (long)(row.Number(3) ?? 0),
            (long)(row.Number(4) ?? 0),
            TimeSpan.FromMilliseconds(row.Number(5) ?? 0),
            null
        );

    private static async Task<T?> TryAsync<T>(VteConnection vte, string sql, Func<Row, T> read, CancellationToken stop)
    {
        try
        {
            return await PageQuery.OneAsync(vte, "asking what this session costs", sql, () => [], read, stop);
        }
        catch (VteFailure failure) when (SqlErrors.IsMissingObject(failure.InnerException))
        {
            return default;
        }
    }
}

/// <summary>What a session has cost the server since its login, or between two moments.</summary>
/// <param name="Session">The server's number of it.</param>
/// <param name="LogicalReads">Pages read from memory.</param>
/// <param name="Reads">Pages read from disk.</param>
/// <param name="Rows">Rows sent.</param>
/// <param name="LongestLockWait">Since the login; null where the server does not tell.</param>
internal sealed record SessionCost(
    int Session,
    TimeSpan Cpu,
    long LogicalReads,
    long Reads,
    long Rows,
    TimeSpan Elapsed,
    TimeSpan? LongestLockWait
)
{
    /// <summary>What has come on top since an earlier moment; all of it when the session is another one.</summary>
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
