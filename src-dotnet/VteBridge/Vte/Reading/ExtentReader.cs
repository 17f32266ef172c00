using System.Data;
using Microsoft.Data.SqlClient;
using VteBridge.Vte.Schema;
using VteBridge.Vte.Sql;

namespace VteBridge.Vte.Reading;

/// <summary>How much there is in IndexData, and where its newest part begins. Times raw.</summary>
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

    /// <summary>The time from which on there are so many runs up to <paramref name="until"/>; null when there is none.</summary>
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
