using System.Data;
using System.Data.Common;
using Microsoft.Data.SqlClient;
using VteBridge.Vte.Schema;
using VteBridge.Vte.Sql;

namespace VteBridge.Vte.Reading;

/// <summary>
/// Reads runs page by page along (Timestamp, Index_GUID). A page costs a fixed number of statements, whatever its size:
/// headers, one for each TestData table, and one for each kind of thing that hangs on units.
/// </summary>
internal sealed class RunReader(VteConnection vte, VteSchema schema, int mostRuns, bool components)
{
    private readonly RunSql _runs = new(schema);

    private readonly int _mostRuns = mostRuns;

    /// <summary>
    /// How many runs the next page asks for. A page that memory cut makes the next one as small, and they grow again by
    /// a quarter: what was read of the runs behind a cut is read again, and that must stay a small part of all that is read.
    /// </summary>
    private int _take = mostRuns;
    private readonly SharedTexts _texts = new();
    private readonly SqlParameters _bind = new(
        schema.Column(Tables.IndexData, "Run.Timestamp")!,
        schema.Column(Tables.IndexData, "Run.Id")!
    );

    /// <summary>
    /// The runs behind <paramref name="from"/> up to and including <paramref name="until"/> (raw). With an empty id in
    /// <paramref name="from"/>, the runs at its timestamp are included.
    /// </summary>
    public Task<RunPage> ReadAsync(Position from, DateTime until, CancellationToken stop) =>
        vte.ReadAsync("reading test runs", connection => PageAsync(connection, from, until, stop), stop);

    /// <summary>Runs by their ids, at most <see cref="IdList.Length"/>; those that VTE does not have are not in the list.</summary>
    public Task<List<TestRun>> ChosenAsync(IReadOnlyList<string> ids, CancellationToken stop) =>
        ids.Count == 0
            ? Task.FromResult<List<TestRun>>([])
            : vte.ReadAsync("reading single test runs", connection => ChosenAsync(connection, ids, stop), stop);

    /// <summary>The raw timestamp of one run, null when VTE does not have it.</summary>
    public Task<DateTime?> TimestampOfAsync(Guid id, CancellationToken stop) =>
        vte.ReadAsync(
            "looking up a test run",
            async connection =>
            {
                DateTime? found = null;
                SqlParameter[] parameters = [_bind.Id(Sql.Range.FromId, id.ToString())];
                await PageQuery.EachAsync(
                    connection,
                    _runs.TimestampOf,
                    parameters,
                    CommandBehavior.SingleRow,
                    row => (found = Cell.Time(row, 0)) is null,
                    stop
                );
                return found;
            },
            stop
        );

    /// <summary>How many runs lie behind this raw time, and when the first of them is.</summary>
    public Task<(long Count, DateTime? First)> AfterAsync(DateTime time, CancellationToken stop) =>
        vte.ReadAsync(
            "counting runs in the future",
            async connection =>
            {
                (long, DateTime?) result = default;
                await PageQuery.EachAsync(
                    connection,
                    _runs.After,
                    [_bind.Time(Sql.Range.FromTime, time)],
                    CommandBehavior.SingleRow,
                    row =>
                    {
                        result = ((long)(Cell.Number(row, 0) ?? 0), Cell.Time(row, 1));
                        return true;
                    },
                    stop
                );
                return result;
            },
            stop
        );

    private async Task<RunPage> PageAsync(
        SqlConnection connection,
        Position from,
        DateTime until,
        CancellationToken stop
    )
    {
        var take = _take;
        var parameters = new List<SqlParameter>
        {
            new(RunSql.Take, SqlDbType.Int) { Value = take },
            _bind.Time(Sql.Range.FromTime, from.Timestamp),
            _bind.Time(Sql.Range.ToTime, until),
        };
        if (from.Id != "")
            parameters.Add(_bind.Id(Sql.Range.FromId, from.Id));
        var (headers, rows) = await HeadersAsync(
            connection,
            from.Id == "" ? _runs.FirstPage : _runs.NextPage,
            parameters,
            stop
        );
        var runs = await CompleteAsync(connection, headers, _runs.OfPage, Between, stop);
        var isCut = runs.Count < headers.Count;
        _take = isCut ? runs.Count : Math.Min(_mostRuns, take + take / 4 + 1);
        return new RunPage(runs, isCut || rows == take ? PositionOf(runs[^1]) : null);
    }

    private async Task<List<TestRun>> ChosenAsync(
        SqlConnection connection,
        IReadOnlyList<string> ids,
        CancellationToken stop
    )
    {
        IEnumerable<SqlParameter> Select(List<TestRun> chosen, int count) =>
            IdParameters([.. chosen.Take(count).Select(r => r.Id.ToString())]);
        var (headers, _) = await HeadersAsync(connection, _runs.Chosen, IdParameters(ids), stop);
        var runs = new List<TestRun>(headers.Count);
        while (headers.Count > 0)
        {
            var complete = await CompleteAsync(connection, headers, _runs.OfChosen, Select, stop);
            runs.AddRange(complete);
            headers.RemoveRange(0, complete.Count);
        }
        return runs;
    }

    /// <summary>The headers with all that hangs on them: as many, from the first, as the memory of a page holds.</summary>
    private async Task<List<TestRun>> CompleteAsync(
        SqlConnection connection,
        List<TestRun> headers,
        RunStatements statements,
        Func<List<TestRun>, int, IEnumerable<SqlParameter>> select,
        CancellationToken stop
    )
    {
        if (headers.Count == 0)
            return [];
        var steps = new PageSteps(headers, _texts);
        foreach (var sql in statements.Steps)
            await steps.ReadAsync(connection, sql, select(headers, steps.Count), stop);
        var units = new PageUnits();
        await units.ReadAsync(connection, statements.Units, () => select(headers, steps.Count), components, stop);
        return [.. headers.Take(steps.Count).Select((run, place) => units.Complete(run, steps.Of(place)))];
    }

    private async Task<(List<TestRun> Headers, int Rows)> HeadersAsync(
        SqlConnection connection,
        string sql,
        IEnumerable<SqlParameter> parameters,
        CancellationToken stop
    )
    {
        var headers = new List<TestRun>();
        var rows = 0;
        await PageQuery.EachAsync(
            connection,
            sql,
            parameters,
            CommandBehavior.Default,
            row =>
            {
                rows++;
                var run = HeaderReader.Run(new Row(row, _runs.Header.Ordinals, _texts));
                // Master data without a key of its own would give a run twice.
                if (headers.Count == 0 || headers[^1].Id != run.Id)
                    headers.Add(run);
                return true;
            },
            stop
        );
        return (headers, rows);
    }

    private IEnumerable<SqlParameter> IdParameters(IReadOnlyList<string> ids) =>
        IdList.Padded(ids).Select(p => _bind.Id(p.Name, p.Id));

    public static Position PositionOf(TestRun run) => new(run.Timestamp, run.Id.ToString());

    private IEnumerable<SqlParameter> Between(List<TestRun> headers, int count) =>
        [
            _bind.Time(Sql.Range.FromTime, headers[0].Timestamp),
            _bind.Id(Sql.Range.FromId, headers[0].Id.ToString()),
            _bind.Time(Sql.Range.ToTime, headers[count - 1].Timestamp),
            _bind.Id(Sql.Range.ToId, headers[count - 1].Id.ToString()),
        ];
}
