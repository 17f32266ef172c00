using System.Data;
using System.Data.Common;
using Microsoft.Data.SqlClient;
using VteBridge.Vte.Schema;
using VteBridge.Vte.Sql;

namespace VteBridge.Vte.Reading;

/// <summary>How much there is in IndexData, and where its newest part begins. Times raw.</summary>
internal sealed class ExtentReader(VteConnection vte, VteSchema schema)
{
    private readonly RunSql _sql = new(schema);

    public Task<(long Count, DateTime? Oldest, DateTime? Newest)> AllAsync(CancellationToken stop) =>
        OneAsync(
            _sql.Extent,
            [],
            row => ((long)(Cell.Number(row, 0) ?? 0), Cell.Time(row, 1), Cell.Time(row, 2)),
            stop
        );

    /// <summary>The time from which on there are so many runs up to <paramref name="until"/>; null when there is none.</summary>
    public Task<DateTime?> NewestFromAsync(int runs, DateTime until, CancellationToken stop)
    {
        var bind = new SqlParameters(
            schema.Column(Tables.IndexData, "Run.Timestamp")!,
            schema.Column(Tables.IndexData, "Run.Id")!
        );
        SqlParameter[] parameters =
        [
            new(RunSql.Take, SqlDbType.Int) { Value = runs },
            bind.Time(Sql.Range.ToTime, until),
        ];
        return OneAsync(_sql.Newest, parameters, row => Cell.Time(row, 0), stop);
    }

    private Task<T> OneAsync<T>(
        string sql,
        SqlParameter[] parameters,
        Func<DbDataReader, T> read,
        CancellationToken stop
    ) =>
        vte.ReadAsync(
            "asking how many runs there are",
            async connection =>
            {
                T result = default!;
                await PageQuery.EachAsync(
                    connection,
                    sql,
                    parameters.Select(p => (SqlParameter)((ICloneable)p).Clone()),
                    CommandBehavior.SingleRow,
                    row =>
                    {
                        result = read(row);
                        return true;
                    },
                    stop
                );
                return result;
            },
            stop
        );
}
