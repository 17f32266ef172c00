using System.Data;
using System.Data.SqlTypes;
using Microsoft.Data.SqlClient;
using VteBridge.Vte.Schema;
using VteBridge.Vte.Sql;

namespace VteBridge.Vte.Reading;

/// <summary>
/// Reads runs page by page along (Timestamp, Index_GUID), headers first and details for those that need them. Each costs a
/// fixed number of statements: one for the headers; for the details one for each TestData table, and one for each kind of
/// thing that hangs on units.
/// </summary>
/// <param name="components">Whether the parts of test systems are read too.</param>
internal sealed class RunReader(VteConnection vte, VteSchema schema, bool components)
{
    private readonly RunSql _sql = new(schema);
    private readonly SqlParameters _bind = SqlParameters.OfRuns(schema);

    /// <summary>
    /// How many runs' details are asked for at once. When memory cut them the next ones are as few, and they grow again by a
    /// quarter: what the server made ready behind a cut is made again, and that must stay a small part of all.
    /// </summary>
    private int _details = int.MaxValue;

    /// <summary>
    /// The headers behind <paramref name="from"/> up to and including <paramref name="until"/> (raw), at most
    /// <paramref name="take"/> rows. With an empty id in <paramref name="from"/>, the runs at its timestamp are included.
    /// </summary>
    /// <exception cref="VteFailure">It cannot be read, or the server does not keep to the order.</exception>
    public async Task<HeaderRows<TestRun>> ReadHeadersAsync(
        Position from,
        DateTime until,
        int take,
        CancellationToken stop
    )
    {
        // One more than wanted: whether there is a next page, and whether the last run's rows are all here.
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
    /// The same runs with their steps, assemblies, components and history: as many, from the first, as the memory of a page
    /// holds, one at least.
    /// </summary>
    /// <param name="wanted">In the order of <see cref="ReadHeadersAsync"/>.</param>
    /// <param name="isWholePage">They are (nearly) all between the first and the last: they are asked for by their range, else by id.</param>
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

    /// <summary>All of these runs complete; for few, because all of them are in memory together.</summary>
    public async Task<IReadOnlyList<TestRun>> ReadAllDetailsAsync(
        IReadOnlyList<TestRun> headers,
        CancellationToken stop
    )
    {
        // In VTE's order, which those of repairs are not in: where memory cuts, what is behind the cut was not read.
        var ordered = headers.OrderBy(run => run.Timestamp).ThenBy(run => new SqlGuid(run.Id)).ToList();
        var complete = new List<TestRun>(headers.Count);
        while (complete.Count < headers.Count)
            complete.AddRange(await ReadDetailsAsync([.. ordered.Skip(complete.Count)], isWholePage: false, stop));
        return complete;
    }

    /// <summary>
    /// What is wrong with runs of a page that stand in IndexData several times, in this page or anywhere. Judged by all of their
    /// rows, so that it is the same whichever page met them. Costs nothing where the server keeps ids unique.
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
                    "looking for runs that stand there twice",
                    _sql.DuplicatesInPage,
                    () => Between(page.Headers, page.Headers.Count),
                    row => row.Id(0) ?? Guid.Empty,
                    stop
                )
            );
        ids.Remove(Guid.Empty);
        return (await HeadersByIdAsync(ids, stop)).Unreadable;
    }

    /// <summary>The raw timestamp of one run, null when VTE does not have it.</summary>
    public Task<DateTime?> TimestampOfAsync(Guid id, CancellationToken stop) =>
        PageQuery.OneAsync(
            vte,
            "looking up a test run",
            _sql.TimestampOf,
            () => [_bind.Id(Sql.Range.FromId, id.ToString())],
            row => row.Time(0),
            stop
        );

    /// <summary>How many runs lie behind this raw time, and when the first of them is.</summary>
    public Task<(long Count, DateTime? First)> AfterAsync(DateTime time, CancellationToken stop) =>
        PageQuery.OneAsync(
            vte,
            "counting runs in the future",
            _sql.After,
            () => [_bind.Time(Sql.Range.FromTime, time)],
            row => ((long)(row.Number(0) ?? 0), row.Time(1)),
            stop
        );

    /// <summary>Of serials that were tested so often: one run of each kind, and how many there are of it; the most first.</summary>
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
