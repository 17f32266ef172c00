using System.Data;
using System.Data.SqlTypes;
using Microsoft.Data.SqlClient;
using VteBridge.Vte.Schema;
using VteBridge.Vte.Sql;

namespace VteBridge.Vte.Reading;

/// <summary>
/// Reads runs page by page in the order (Timestamp, Index_GUID): first the headers, then the details of those that need them. Each
/// costs a fixed number of statements: one for headers; for details one for each TestData table and one for each kind of unit
/// data.
/// </summary>
/// <param name="components">Whether to read the components of test systems.</param>
internal sealed class RunReader(VteConnection vte, VteSchema schema, bool components)
{
    private readonly RunSql _sql = new(schema);
    private readonly SqlParameters _bind = SqlParameters.OfRuns(schema);

    /// <summary>
    /// How many runs' details are asked for at once. After the memory limit has cut a page, only as many as fitted are asked for, and the
    /// number then grows by a quarter each time. What the server prepared after a cut is lost work; this keeps it small.
    /// </summary>
    private int _details = int.MaxValue;

    /// <summary>
    /// Reads the headers after <paramref name="from"/>, up to and including <paramref name="until"/> (raw time), at most
    /// <paramref name="take"/> rows. If the id in <paramref name="from"/> is empty, runs at its timestamp are included.
    /// </summary>
    /// <exception cref="VteFailure">VTE cannot be read, or the server does not keep to the order.</exception>
    public async Task<HeaderRows<TestRun>> ReadHeadersAsync(
        Position from,
        DateTime until,
        int take,
        CancellationToken stop
    )
    {
        // One row more than wanted shows whether there is a next page, and whether all rows of the last run are here.
        var rows = await RowsAsync(
            from.Id == "" ? _sql.FirstPage : _sql.NextPage,
            () => _bind.Page(from, until, take + 1),
            stop
        );
        var groups = PageRows.Group(rows, Position.Of, from, isFull: rows.Count > take);
        return HeaderRows<TestRun>.Of(
            groups
                .GroupBy(g => g[0].Id)
                .Select(id =>
                    id.Count() > 1 && UnreadableRows.Duplicate(schema, [.. id.SelectMany(g => g)]) is { } duplicate
                        ? (null, duplicate)
                        : UnreadableRows.Merge(schema, id.First())
                ),
            rows.Count > take ? Position.Of(groups[^1][0]) : null
        );
    }

    /// <summary>
    /// Reads the steps, assemblies, components and history of the same runs: of as many, from the first on, as fit into the memory limit
    /// of a page, but of at least one.
    /// </summary>
    /// <param name="wanted">The runs in the order of <see cref="ReadHeadersAsync"/>.</param>
    /// <param name="isWholePage">Whether they are (nearly) all runs from the first to the last: then selected by range, else by id.</param>
    public async Task<IReadOnlyList<TestRun>> ReadDetailsAsync(
        IReadOnlyList<TestRun> wanted,
        bool isWholePage,
        CancellationToken stop
    )
    {
        var complete = new List<TestRun>(wanted.Count);
        wanted = [.. wanted.Take(_details)];
        foreach (var part in isWholePage ? [wanted] : wanted.Chunk(IdList.Length).Cast<IReadOnlyList<TestRun>>())
        {
            if (part.Count == 0)
                break;
            var runs = await vte.ReadAsync(
                "reading steps",
                connection =>
                    isWholePage
                        ? CompleteAsync(connection, part, _sql.OfPage, Between, stop)
                        : CompleteAsync(connection, part, _sql.OfChosen, Ids, stop),
                stop
            );
            complete.AddRange(runs);
            if (runs.Count < part.Count)
            {
                _details = runs.Count;
                return complete;
            }
        }
        _details = (int)Math.Min(int.MaxValue, 1L + _details + _details / 4);
        return complete;
    }

    /// <summary>The headers of single runs.</summary>
    public async Task<HeaderRows<TestRun>> HeadersByIdAsync(IReadOnlyCollection<Guid> ids, CancellationToken stop)
    {
        var (runs, unreadable) = (new List<TestRun>(ids.Count), new List<UnreadableRow>());
        foreach (var part in ids.Distinct().Chunk(IdList.Length))
        {
            var found = await ByIdAsync(part, stop);
            runs.AddRange(found.Headers);
            unreadable.AddRange(found.Unreadable);
        }
        return new(runs, unreadable);
    }

    /// <summary>Reads the details of all these runs. Only for few runs, because all of them are in memory together.</summary>
    public async Task<IReadOnlyList<TestRun>> ReadAllDetailsAsync(
        IReadOnlyList<TestRun> headers,
        CancellationToken stop
    )
    {
        // The runs of repairs are not in VTE's order. They must be, because a cut by the memory limit leaves out all runs after it.
        var ordered = headers.OrderBy(run => run.Timestamp).ThenBy(run => new SqlGuid(run.Id)).ToList();
        var complete = new List<TestRun>(headers.Count);
        while (complete.Count < headers.Count)
            complete.AddRange(await ReadDetailsAsync([.. ordered.Skip(complete.Count)], isWholePage: false, stop));
        return complete;
    }

    /// <summary>
    /// Finds runs of the page that have several rows in IndexData with different values, in this page or elsewhere. All rows of a run are
    /// compared, so the result does not depend on the page. Costs nothing if the server keeps ids unique.
    /// </summary>
    public async Task<IReadOnlyList<UnreadableRow>> DuplicatesAsync(HeaderRows<TestRun> page, CancellationToken stop)
    {
        if (schema.IsUnique(Tables.IndexData, "Run.Id"))
            return [];
        var ids = page.Unreadable.Select(row => row.DeadLetterId).ToHashSet();
        if (page.Headers.Count > 0)
            ids.UnionWith(
                await PageQuery.ListAsync(
                    vte,
                    "looking for duplicate runs",
                    _sql.DuplicatesInPage,
                    () => Between(page.Headers, page.Headers.Count),
                    row => row.Id(0) ?? Guid.Empty,
                    stop
                )
            );
        ids.Remove(Guid.Empty);
        return (await HeadersByIdAsync(ids, stop)).Unreadable;
    }

    /// <summary>The raw timestamp of a run; null if VTE does not have it.</summary>
    public Task<DateTime?> TimestampOfAsync(Guid id, CancellationToken stop) =>
        PageQuery.OneAsync(
            vte,
            "looking up a test run",
            _sql.TimestampOf,
            () => [_bind.Id(Sql.Range.FromId, id.ToString())],
            row => row.Time(0),
            stop
        );

    /// <summary>How many runs are later than this raw time, and the time of the first of them.</summary>
    public Task<(long Count, DateTime? First)> AfterAsync(DateTime time, CancellationToken stop) =>
        PageQuery.OneAsync(
            vte,
            "counting runs in the future",
            _sql.After,
            () => [_bind.Time(Sql.Range.FromTime, time)],
            row => ((long)(row.Number(0) ?? 0), row.Time(1)),
            stop
        );

    /// <summary>One run of each group of <see cref="RetestSql"/>, and its size, for serials with at least <paramref name="many"/> runs.</summary>
    public Task<List<(Guid? Id, long Tests)>> RetestsAsync(DateTime from, int many, CancellationToken stop) =>
        PageQuery.ListAsync(
            vte,
            "counting retests",
            _sql.Retests,
            () => [new(RetestSql.Many, SqlDbType.Int) { Value = many }, _bind.Time(Sql.Range.FromTime, from)],
            row => (row.Id(0), (long)(row.Number(1) ?? 0)),
            stop
        );

    /// <summary>The headers of at most <see cref="IdList.Length"/> ids, in VTE's order.</summary>
    private async Task<HeaderRows<TestRun>> ByIdAsync(IReadOnlyList<Guid> ids, CancellationToken stop)
    {
        var rows = await RowsAsync(
            _sql.Chosen,
            () => IdList.Padded(ids).Select(p => _bind.Id(p.Name, p.Id.ToString())),
            stop
        );
        return HeaderRows<TestRun>.Of(rows.GroupBy(r => r.Id).Select(id => Merge([.. id])));

        (TestRun?, UnreadableRow?) Merge(List<TestRun> own) =>
            own.Find(r => r.Timestamp == default) is { } timeless ? (null, UnreadableRows.Keyless(schema, timeless, 0))
            : UnreadableRows.Duplicate(schema, own) is { } duplicate ? (null, duplicate)
            : UnreadableRows.Merge(schema, own);
    }

    private Task<List<TestRun>> RowsAsync(
        string sql,
        Func<IEnumerable<SqlParameter>> parameters,
        CancellationToken stop
    ) => PageQuery.ListAsync(vte, "reading test runs", sql, parameters, HeaderReader.Run, stop);

    private async Task<List<TestRun>> CompleteAsync(
        SqlConnection connection,
        IReadOnlyList<TestRun> headers,
        RunStatements statements,
        Func<IReadOnlyList<TestRun>, int, IEnumerable<SqlParameter>> select,
        CancellationToken stop
    )
    {
        var steps = new StepCollector(headers);
        foreach (var sql in statements.Steps)
            await steps.ReadAsync(connection, sql, select(headers, steps.Count), stop);
        var units = new UnitCollector();
        await units.ReadAsync(connection, statements.Units, () => select(headers, steps.Count), components, stop);
        return [.. Enumerable.Range(0, steps.Count).Select(place => units.Complete(steps.Complete(place)))];
    }

    private IEnumerable<SqlParameter> Ids(IReadOnlyList<TestRun> headers, int count) =>
        IdList.Padded([.. headers.Take(count).Select(h => h.Id)]).Select(p => _bind.Id(p.Name, p.Id.ToString()));

    private IEnumerable<SqlParameter> Between(IReadOnlyList<TestRun> headers, int count) =>
        [
            _bind.Time(Sql.Range.FromTime, headers[0].Timestamp),
            _bind.Id(Sql.Range.FromId, headers[0].Id.ToString()),
            _bind.Time(Sql.Range.ToTime, headers[count - 1].Timestamp),
            _bind.Id(Sql.Range.ToId, headers[count - 1].Id.ToString()),
        ];
}
