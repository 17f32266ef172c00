using VteBridge.Vte.Sql;

namespace VteBridge.Vte.Reading;

/// <summary>What the database server tells about other sessions.</summary>
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
}
