using System.Data;
using Dapper;
using Microsoft.Data.SqlClient;
using VteBridge.Vte.Schema;
using VteBridge.Vte.Sql;

namespace VteBridge.Vte.Reading;

/// <summary>Asks the database server about other sessions.</summary>
internal static class ServerReader
{
    /// <summary>How many sessions wait for a lock of another session.</summary>
    /// <exception cref="VteFailure">The login may not see it (it needs VIEW SERVER STATE), or the server has no such view.</exception>
    public static Task<int> BlockedSessionsAsync(VteConnection vte, CancellationToken stop) =>
        PageQuery.OneAsync(
            vte,
            "asking which sessions wait for locks",
            ServerSql.Blocked,
            () => [],
            row => (int)(row.Number(0) ?? 0),
            stop
        );
}

/// <summary>The database server's own time, local (raw) and UTC. The clock of this machine may differ.</summary>
internal sealed record DatabaseClock(DateTime Local, DateTimeOffset Utc)
{
    public static Task<DatabaseClock> ReadAsync(VteConnection vte, CancellationToken stop) =>
        vte.ReadAsync(
            "reading the database's clock",
            async connection =>
            {
                var (local, utc) = await connection.QuerySingleAsync<(DateTime Local, DateTime Utc)>(ServerSql.Clock);
                return new DatabaseClock(local, new DateTimeOffset(utc, TimeSpan.Zero));
            },
            stop
        );
}

/// <summary>The number of runs in IndexData, and the times of the oldest and newest ones. Times are raw.</summary>
internal sealed class ExtentReader(VteConnection vte, VteSchema schema)
{
    private const string What = "asking how many runs there are";

    private readonly RunSql _sql = new(schema);
    private readonly SqlParameters _bind = SqlParameters.OfRuns(schema);

    public Task<(long Count, DateTime? Oldest, DateTime? Newest)> AllAsync(CancellationToken stop) =>
        PageQuery.OneAsync(
            vte,
            What,
            _sql.Extent,
            () => [],
            row => ((long)(row.Number(0) ?? 0), row.Time(1), row.Time(2)),
            stop
        );

    /// <summary>The raw time of the first of the newest <paramref name="runs"/> runs up to <paramref name="until"/>; null for none.</summary>
    public Task<DateTime?> NewestFromAsync(int runs, DateTime until, CancellationToken stop) =>
        PageQuery.OneAsync(
            vte,
            What,
            _sql.Newest,
            () => [new(RunSql.Take, SqlDbType.Int) { Value = runs }, _bind.Time(Sql.Range.ToTime, until)],
            row => row.Time(0),
            stop
        );
}
