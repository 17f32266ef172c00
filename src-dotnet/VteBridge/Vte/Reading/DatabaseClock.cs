using Dapper;
using VteBridge.Vte.Sql;

namespace VteBridge.Vte.Reading;

/// <summary>The database server's own time, raw and as UTC; the machine's clock here may differ from it.</summary>
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
