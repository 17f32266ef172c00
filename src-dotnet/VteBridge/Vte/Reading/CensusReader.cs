using Microsoft.Data.SqlClient;
using VteBridge.Vte.Schema;
using VteBridge.Vte.Sql;

namespace VteBridge.Vte.Reading;

/// <summary>Counts that the server makes by itself, with statements that share nothing with those that read pages.</summary>
internal interface ICensusReader
{
    /// <summary>The number of rows of each day, in order. An id that several rows have counts once.</summary>
    /// <param name="from">Raw time. Rows before it are not counted; rows without a time always are.</param>
    Task<IReadOnlyList<DayCount>> CountByDayAsync(DateTime from, CancellationToken stop);

    /// <summary>
    /// Count and checksum of the ids and header columns of each day. Null if the server has no checksum functions; the caller must then
    /// compare ids and headers.
    /// </summary>
    Task<IReadOnlyList<DayAggregate>?> AggregateByDayAsync(DateTime from, DateTime until, CancellationToken stop);

    /// <summary>Count and checksum of slices of that many minutes. Null also if headers do not show every change.</summary>
    Task<IReadOnlyList<Slice>?> SlicesAsync(DateTime from, DateTime until, int minutes, CancellationToken stop);
}

/// <summary>The census of the runs or the repairs of a database.</summary>
/// <param name="hasSlices">Whether every change of a run or repair shows in its header row.</param>
internal sealed class CensusReader(VteConnection vte, CensusSql sql, SqlParameters bind, bool hasSlices) : ICensusReader
{
    private bool _isUnsupported;

    public static CensusReader OfRuns(VteConnection vte, VteSchema schema) =>
        new(vte, CensusSql.OfRuns(schema), SqlParameters.OfRuns(schema), hasSlices: true);

    /// <summary>Without slices, because an action that is added to a repair does not change the repair's row.</summary>
    public static CensusReader OfRepairs(VteConnection vte, VteSchema schema) =>
        new(vte, CensusSql.OfRepairs(schema), SqlParameters.OfRepairs(schema), hasSlices: false);

    public async Task<IReadOnlyList<DayCount>> CountByDayAsync(DateTime from, CancellationToken stop) =>
        await PageQuery.ListAsync(
            vte,
            "counting rows by day",
            sql.Count,
            () => [bind.Time(Sql.Range.FromTime, from)],
            row =>
            {
                var (day, rows, withoutId) = (Day(row), Whole(row, 1), Whole(row, 2));
                return new DayCount(day, rows + withoutId, withoutId);
            },
            stop
        );

    public Task<IReadOnlyList<DayAggregate>?> AggregateByDayAsync(
        DateTime from,
        DateTime until,
        CancellationToken stop
    ) =>
        AggregateAsync(
            "comparing days",
            sql.Aggregate,
            from,
            until,
            row => new DayAggregate(Day(row)!.Value, Whole(row, 1), Checksum(row)),
            stop
        );

    public Task<IReadOnlyList<Slice>?> SlicesAsync(
        DateTime from,
        DateTime until,
        int minutes,
        CancellationToken stop
    ) =>
        hasSlices
            ? AggregateAsync(
                "comparing hours",
                sql.Slices(minutes),
                from,
                until,
                row => new Slice(Slice.Parse(row.Text(0)!), Whole(row, 1), Checksum(row)),
                stop
            )
            : Task.FromResult<IReadOnlyList<Slice>?>(null);

    /// <summary>Null if the server does not understand the statement; it is then not asked again.</summary>
    private async Task<IReadOnlyList<T>?> AggregateAsync<T>(
        string what,
        string statement,
        DateTime from,
        DateTime until,
        Func<Row, T> read,
        CancellationToken stop
    )
    {
        if (_isUnsupported)
            return null;
        try
        {
            return await PageQuery.ListAsync(
                vte,
                what,
                statement,
                () => [bind.Time(Sql.Range.FromTime, from), bind.Time(Sql.Range.ToTime, until)],
                read,
                stop
            );
        }
        catch (VteFailure failure) when (SqlErrors.IsNotUnderstood(failure.InnerException))
        {
            _isUnsupported = true;
            return null;
        }
    }

    private static string Checksum(Row row) => $"{Whole(row, 2)}/{row.Text(3)}";

    private static DateOnly? Day(Row row) => row.Time(0) is { } day ? DateOnly.FromDateTime(day) : null;

    private static long Whole(Row row, int column) => (long)(row.Number(column) ?? 0);
}

/// <summary>The number of rows of a day by raw time.</summary>
/// <param name="Day">Null for the rows without a time.</param>
/// <param name="WithoutKey">How many of them have no key.</param>
internal sealed record DayCount(DateOnly? Day, long Count, long WithoutKey);

/// <summary>The number of rows of a day by raw time, and a checksum of their keys and headers that the server computed.</summary>
internal sealed record DayAggregate(DateOnly Day, long Count, string Checksum);
