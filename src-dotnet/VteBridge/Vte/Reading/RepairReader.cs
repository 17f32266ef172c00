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
    private readonly bool _isGuid;

    /// <param name="failedCodes">The result codes that mean Failed.</param>
    public RepairReader(VteConnection vte, VteSchema schema, RunReader runs, IReadOnlyList<string> failedCodes)
    {
        _vte = vte;
        _runs = runs;
        failedCodes = [.. failedCodes.Where(code => CanBe(schema, code))];
        _sql = new RepairSql(schema, failedCodes.Count);
        _isGuid = schema.Column(Tables.RepairData, "Repair.Id") is { Type: "uniqueidentifier" };
        _bind = new SqlParameters(TimeColumn(schema), schema.Column(Tables.RepairData, "Repair.Id")!);
        _failed = [.. failedCodes.Select((code, place) => Code(schema, place, code))];
    }

    public static bool IsPossible(VteSchema schema) => schema.Has(Tables.RepairData);

    public Task<RepairPage> ReadAsync(Position from, DateTime until, CancellationToken stop) =>
        PageAsync(from, until, stop);

    /// <summary>Where a repair stands in the walk, null when VTE does not have it. Only where the repairs' own keys are GUIDs.</summary>
    public Task<DateTime?> TimeOfAsync(Guid id, CancellationToken stop) =>
        _isGuid
            ? _vte.ReadAsync(
                "looking up a repair",
                async connection =>
                {
                    DateTime? found = null;
                    SqlParameter[] parameters = [_bind.Id(Sql.Range.FromId, id.ToString())];
                    await PageQuery.EachAsync(
                        connection,
                        _sql.TimeOf,
                        parameters,
                        CommandBehavior.SingleRow,
                        row => (found = Cell.Time(row, 0)) is null,
                        stop
                    );
                    return found;
                },
                stop
            )
            : Task.FromResult<DateTime?>(null);

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

    /// <summary>A column of numbers never holds the code "F", and would be compared with it as a number: an error on the server.</summary>
    private static bool CanBe(VteSchema schema, string code) =>
        !schema.Column(Tables.IndexData, "Run.Result")!.IsNumber || Number(code) is not null;

    private static SqlParameter Code(VteSchema schema, int place, string code) =>
        schema.Column(Tables.IndexData, "Run.Result")!.IsNumber
            ? new(RepairSql.FailedCode(place), SqlDbType.Int) { Value = Number(code)!.Value }
            : new(RepairSql.FailedCode(place), SqlDbType.NVarChar, 100) { Value = code };

    private static int? Number(string code) =>
        int.TryParse(code, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The type that COALESCE gives the time. With all digits where any of it is a datetime2: whatever the server makes of the others, none is lost.</summary>
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
        return columns.Any(c => c is { Type: "datetime2" })
            ? new TableColumn(Tables.RepairData, "Time", "datetime2", null, 7)
            : new TableColumn(Tables.RepairData, "Time", "datetime", null, 3);
    }
}
