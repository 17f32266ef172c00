using Dapper;
using VteBridge.Vte.Sql;

namespace VteBridge.Vte.Reading;

internal static class BlockedSessions
{
    /// <exception cref="VteFailure">The login may not see it (VIEW SERVER STATE), or the server has no such view.</exception>
    public static Task<int> CountAsync(VteConnection vte, CancellationToken stop) =>
        vte.ReadAsync(
            "asking who waits for locks",
            connection => connection.ExecuteScalarAsync<int>(ServerSql.Blocked),
            stop
        );
}
