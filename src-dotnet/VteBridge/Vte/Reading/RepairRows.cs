using System.Data.Common;
using VteBridge.Vte.Sql;

namespace VteBridge.Vte.Reading;

/// <summary>The rows of one page of repairs, put together.</summary>
internal sealed class RepairRows
{
    private readonly Dictionary<string, (string Code, List<SyndromeCause> Causes)> _causes = [];

    public List<(Position Position, Repair Repair, Guid? Run)> Headers { get; } = [];
    public Dictionary<string, List<RepairAction>> Actions { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>By failure code.</summary>
    public Dictionary<string, List<RepairSyndrome>> Syndromes { get; } = [];

    /// <summary>Counted in rows, not in repairs: a key that stands twice must not end the walk early.</summary>
    public bool IsFull => _rows == IdList.Length;

    private int _rows;

    public bool AddHeader(Row row)
    {
        _rows++;
        var id = row.Text("Repair.Id")!;
        if (Headers.Count > 0 && Headers[^1].Repair.Id == id)
            return true;
        var repair = new Repair
        {
            Id = id,
            Timestamp = row.Time("Repair.Timestamp"),
            RunId = row.Id("Repair.RunId"),
            UutId = row.Id("Repair.UutId"),
            UserName = row.Text("Repair.UserName"),
            FailureCode = row.Code("Repair.FailureCode"),
            FailureDescription = row.Text("FailureCode.Description"),
            FailureCategory = row.Text("FailureCode.Category"),
            StepNumber = row.Int("Repair.StepNumber"),
            Comment = row.Text("Repair.Comment"),
            UutSerial = row.Text("Uut.Serial"),
        };
        Headers.Add((new Position(row.Time("Time")!.Value, id), repair, row.Id("Run") ?? row.Id("FailedRun")));
        return true;
    }

    public bool AddAction(DbDataReader row)
    {
        if (Cell.Text(row, 0) is { } id)
            List(Actions, id)
                .Add(
                    new RepairAction(
                        Cell.Code(row, 1),
                        Cell.Text(row, 2),
                        Cell.Text(row, 3),
                        Cell.Text(row, 4),
                        Cell.Text(row, 5),
                        Cell.Time(row, 6)
                    )
                );
        return true;
    }

    public bool AddSyndrome(DbDataReader row)
    {
        if (Cell.Code(row, 0) is not { } code)
            return true;
        var key = $"{code}\0{Cell.Text(row, 1)}";
        if (!_causes.TryGetValue(key, out var known))
        {
            _causes[key] = known = (code, []);
            List(Syndromes, code).Add(new RepairSyndrome(Cell.Text(row, 2), Cell.Text(row, 3), known.Causes));
        }
        known.Causes.Add(new SyndromeCause(code, Cell.Text(row, 4), Cell.Int(row, 5)));
        return true;
    }

    private static List<T> List<T>(Dictionary<string, List<T>> all, string key) =>
        all.TryGetValue(key, out var list) ? list : all[key] = [];
}
