using System.Data;
using System.Globalization;
using Microsoft.Data.SqlClient;
using VteBridge.Vte.Schema;
using VteBridge.Vte.Sql;

namespace VteBridge.Vte.Reading;

/// <summary>Reads repairs page by page, each with the run that it repaired. A page costs a fixed number of statements.</summary>
internal sealed class RepairReader
{
    private readonly VteConnection _vte;
    private readonly RunReader _runs;
    private readonly RepairSql _sql;
    private readonly SqlParameters _bind;
    private readonly SqlParameter[] _failed;

    /// <param name="failedCodes">The result codes that mean Failed.</param>
    public RepairReader(VteConnection vte, VteSchema schema, RunReader runs, IReadOnlyList<string> failedCodes)
    {
        _vte = vte;
        _runs = runs;
        _sql = new RepairSql(schema, failedCodes.Count);
        _bind = new SqlParameters(TimeColumn(schema), schema.Column(Tables.RepairData, "Repair.Id")!);
        _failed = [.. failedCodes.Select((code, place) => Code(schema, place, code))];
    }

    public static bool IsPossible(VteSchema schema) => schema.Has(Tables.RepairData);

    public Task<RepairPage> ReadAsync(Position from, DateTime until, CancellationToken stop) =>
        PageAsync(from, until, stop);

    private async Task<RepairPage> PageAsync(Position from, DateTime until, CancellationToken stop)
    {
        var rows = await _vte.ReadAsync(
            "reading repairs",
            connection => RowsAsync(connection, from, until, stop),
            stop
        );
        var runs = (
            await _runs.ChosenAsync([.. rows.Headers.Select(h => h.Run?.ToString()).OfType<string>().Distinct()], stop)
        ).ToDictionary(r => r.Id);
        var repairs = rows.Headers.Select(h =>
            (
                h.Position,
                h.Repair with
                {
                    Actions = rows.Actions.GetValueOrDefault(h.Repair.Id) ?? [],
                    Syndromes = h.Repair.FailureCode is { } code ? rows.Syndromes.GetValueOrDefault(code) ?? [] : [],
                    Run = h.Run is { } id ? runs.GetValueOrDefault(id) : null,
                }
            )
        );
        return new RepairPage([.. repairs], rows.IsFull ? rows.Headers[^1].Position : null);
    }

    private async Task<RepairRows> RowsAsync(
        SqlConnection connection,
        Position from,
        DateTime until,
        CancellationToken stop
    )
    {
        var rows = new RepairRows();
        var parameters = new List<SqlParameter>
        {
            new(RunSql.Take, SqlDbType.Int) { Value = IdList.Length },
            _bind.Time(Sql.Range.FromTime, from.Timestamp),
            _bind.Time(Sql.Range.ToTime, until),
        };
        if (from.Id != "")
            parameters.Add(_bind.Id(Sql.Range.FromId, from.Id));
        if (_sql.FirstPage.Contains(RepairSql.FailedCode(0), StringComparison.Ordinal))
            parameters.AddRange(_failed.Select(p => (SqlParameter)((ICloneable)p).Clone()));
        var page = from.Id == "" ? _sql.FirstPage : _sql.NextPage;
        await PageQuery.EachAsync(
            connection,
            page,
            parameters,
            CommandBehavior.Default,
            row => rows.AddHeader(new Row(row, _sql.Header.Ordinals)),
            stop
        );
        if (rows.Headers.Count == 0)
            return rows;
        var ids = rows.Headers.Select(h => h.Repair.Id).ToList();
        if (_sql.Actions is { } actions)
            await PageQuery.EachAsync(
                connection,
                actions,
                IdParameters(ids),
                CommandBehavior.Default,
                rows.AddAction,
                stop
            );
        if (_sql.Syndromes is { } syndromes)
            await PageQuery.EachAsync(
                connection,
                syndromes,
                IdParameters(ids),
                CommandBehavior.Default,
                rows.AddSyndrome,
                stop
            );
        return rows;
    }

    private IEnumerable<SqlParameter> IdParameters(List<string> ids) =>
        IdList.Padded(ids).Select(p => _bind.Id(p.Name, p.Id));

    private static SqlParameter Code(VteSchema schema, int place, string code) =>
        schema.Column(Tables.IndexData, "Run.Result")!.Type is "nvarchar" or "varchar" or "char" or "nchar"
        || !int.TryParse(code, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? new(RepairSql.FailedCode(place), SqlDbType.NVarChar, 100) { Value = code }
            : new(RepairSql.FailedCode(place), SqlDbType.Int) { Value = number };

    /// <summary>The type that COALESCE gives the time: the widest of those that it is made of.</summary>
    private static TableColumn TimeColumn(VteSchema schema)
    {
        TableColumn?[] columns =
        [
            schema.Column(Tables.RepairData, "Repair.Timestamp"),
            schema.Column(Tables.RepairActions, "RepairAction.Timestamp"),
            schema.Column(Tables.RepairData, "Repair.RunId") is null
                ? null
                : schema.Column(Tables.IndexData, "Run.Timestamp"),
        ];
        return columns.OfType<TableColumn>().FirstOrDefault(c => c.Type == "datetime2")
            ?? new TableColumn(Tables.RepairData, "Time", "datetime", null, 3);
    }
}
