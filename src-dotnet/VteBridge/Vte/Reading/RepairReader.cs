using System.Data;
using Microsoft.Data.SqlClient;
using VteBridge.Vte.Schema;
using VteBridge.Vte.Sql;

namespace VteBridge.Vte.Reading;

/// <summary>
/// Reads repairs page by page, each with the run that it repaired: first the headers, then the details of those that need them. Each
/// page costs a fixed number of statements.
/// </summary>
internal sealed class RepairReader
{
    private readonly VteConnection _vte;
    private readonly VteSchema _schema;
    private readonly RunReader _runs;
    private readonly RepairSql _sql;
    private readonly SqlParameters _bind;
    private readonly SqlParameter[] _failed;
    private readonly bool _isGuid;

    /// <param name="failedCodes">The result codes that mean Failed.</param>
    public RepairReader(VteConnection vte, VteSchema schema, RunReader runs, IReadOnlyList<string> failedCodes)
    {
        _vte = vte;
        _schema = schema;
        _runs = runs;
        failedCodes = [.. failedCodes.Where(code => CanBe(schema, code))];
        _sql = new RepairSql(schema, failedCodes.Count);
        _isGuid = schema.Column(Tables.RepairData, "Repair.Id") is { Type: "uniqueidentifier" };
        _bind = SqlParameters.OfRepairs(schema);
        _failed = [.. failedCodes.Select((code, place) => Code(schema, place, code))];
    }

    public static bool IsPossible(VteSchema schema) => schema.Has(Tables.RepairData);

    /// <summary>
    /// Reads the headers after <paramref name="from"/>, up to and including <paramref name="until"/> (raw time), at most
    /// <paramref name="take"/> rows. If the id in <paramref name="from"/> is empty, repairs at its time are included.
    /// </summary>
    /// <exception cref="VteFailure">VTE cannot be read, or the server does not keep to the order.</exception>
    public async Task<HeaderRows<Repair>> ReadHeadersAsync(
        Position from,
        DateTime until,
        int take,
        CancellationToken stop
    )
    {
        var rows = await RowsAsync(
            from.Id == "" ? _sql.FirstPage : _sql.NextPage,
            () => _bind.Page(from, until, take + 1),
            stop
        );
        var groups = PageRows.Group(rows, r => r.Position, from, isFull: rows.Count > take);
        // If the server does not keep keys unique, another row of the same repair may be in any other page.
        var whole = _schema.IsUnique(Tables.RepairData, "Repair.Id")
            ? groups
            : await ByIdAsync([.. groups.Select(g => g[0].Id).Distinct()], stop);
        return HeaderRows<Repair>.Of(
            whole.GroupBy(g => g[0].Id).Select(id => UnreadableRows.Merge(_schema, [.. id.SelectMany(g => g)])),
            rows.Count > take ? groups[^1][0].Position : null
        );
    }

    /// <summary>Adds the actions and the headers of the runs, which fingerprints and start times need.</summary>
    /// <param name="headers">At most <see cref="IdList.Length"/>.</param>
    public async Task<IReadOnlyList<Repair>> WithActionsAsync(IReadOnlyList<Repair> headers, CancellationToken stop)
    {
        var rows = await EachAsync("reading repairs' actions", _sql.Actions, headers, RepairRows.Action, stop);
        var actions = rows.ToLookup(a => a.Repair, a => a.Action, StringComparer.OrdinalIgnoreCase);
        var runs = await _runs.HeadersByIdAsync([.. headers.Select(r => r.LinkedRun).OfType<Guid>()], stop);
        return WithRuns([.. headers.Select(r => r with { Actions = [.. actions[r.Id]] })], runs.Headers);
    }

    /// <summary>
    /// Adds syndromes and the steps of the runs to repairs from <see cref="WithActionsAsync"/>: to the first ones, as many as one list of
    /// ids holds.
    /// </summary>
    public async Task<IReadOnlyList<Repair>> ReadDetailsAsync(IReadOnlyList<Repair> wanted, CancellationToken stop)
    {
        wanted = [.. wanted.Take(IdList.Length)];
        var rows = await EachAsync("reading syndromes", _sql.Syndromes, wanted, RepairRows.Syndrome, stop);
        var syndromes = RepairRows.Syndromes(rows);
        var runs = wanted.Select(r => r.Run).OfType<TestRun>().DistinctBy(run => run.Id).ToList();
        return WithRuns(
            [.. wanted.Select(r => r with { Syndromes = r.FailureCode is { } code ? [.. syndromes[code]] : [] })],
            await _runs.ReadAllDetailsAsync(runs, stop)
        );
    }

    private static IReadOnlyList<Repair> WithRuns(IReadOnlyList<Repair> repairs, IEnumerable<TestRun> runs)
    {
        var byId = runs.ToDictionary(run => run.Id);
        return [.. repairs.Select(r => r with { Run = r.LinkedRun is { } id ? byId.GetValueOrDefault(id) : null })];
    }

    private Task<List<T>> EachAsync<T>(
        string what,
        string? sql,
        IReadOnlyList<Repair> repairs,
        Func<Row, T> read,
        CancellationToken stop
    ) =>
        sql is null || repairs.Count == 0
            ? Task.FromResult<List<T>>([])
            : PageQuery.ListAsync(
                _vte,
                what,
                sql,
                () => IdList.Padded([.. repairs.Select(r => r.Id)]).Select(p => _bind.Id(p.Name, p.Id)),
                read,
                stop
            );

    /// <summary>The time of a repair in VTE's order; null if VTE does not have it, or if the keys of repairs are not GUIDs.</summary>
    public Task<DateTime?> TimeOfAsync(Guid id, CancellationToken stop) =>
        _isGuid
            ? PageQuery.OneAsync(
                _vte,
                "looking up a repair",
                _sql.TimeOf,
                () => [_bind.Id(Sql.Range.FromId, id.ToString())],
                row => row.Time(0),
                stop
            )
            : Task.FromResult<DateTime?>(null);

    /// <summary>All rows with these ids, grouped by id.</summary>
    private async Task<List<List<Repair>>> ByIdAsync(IReadOnlyList<string> ids, CancellationToken stop)
    {
        var rows = new List<Repair>();
        foreach (var part in ids.Chunk(IdList.Length))
            rows.AddRange(
                await RowsAsync(_sql.Chosen, () => IdList.Padded(part).Select(p => _bind.Id(p.Name, p.Id)), stop)
            );
        return [.. rows.GroupBy(r => r.Id).Select(g => g.ToList())];
    }

    private Task<List<Repair>> RowsAsync(
        string sql,
        Func<IEnumerable<SqlParameter>> parameters,
        CancellationToken stop
    ) =>
        PageQuery.ListAsync(
            _vte,
            "reading repairs",
            sql,
            () =>
                sql.Contains(RepairSql.FailedCode(0), StringComparison.Ordinal)
                    ? parameters().Concat(_failed.Select(p => (SqlParameter)((ICloneable)p).Clone()))
                    : parameters(),
            RepairRows.Header,
            stop
        );

    /// <summary>False for a code such as "F" if the column holds numbers: the server would fail to convert it to a number.</summary>
    private static bool CanBe(VteSchema schema, string code) =>
        !schema.Column(Tables.IndexData, "Run.Result")!.IsNumber || Number(code) is not null;

    private static SqlParameter Code(VteSchema schema, int place, string code) =>
        schema.Column(Tables.IndexData, "Run.Result")!.IsNumber
            ? new(RepairSql.FailedCode(place), SqlDbType.Int) { Value = Number(code)!.Value }
            : new(RepairSql.FailedCode(place), SqlDbType.NVarChar, 100) { Value = code };

    private static int? Number(string code) =>
        int.TryParse(code, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
