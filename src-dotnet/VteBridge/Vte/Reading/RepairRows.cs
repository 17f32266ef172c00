namespace VteBridge.Vte.Reading;

/// <summary>Rows of the repairs' statements as records.</summary>
internal static class RepairRows
{
    /// <summary>A header row; its id is empty where the row has none.</summary>
    public static Repair Header(Row row)
    {
        var header = new Repair
        {
            Id = row.Text("Repair.Id") ?? "",
            RunId = row.Id("Repair.RunId"),
            UutId = row.Id("Repair.UutId"),
            Timestamp = row.Time("Repair.Timestamp"),
            UserName = row.Text("Repair.UserName"),
            FailureCode = row.Code("Repair.FailureCode"),
            StepNumber = row.WholeOrText(row["Repair.StepNumber"]).Number,
            Comment = row.Text("Repair.Comment"),
            FailureDescription = row.Text("FailureCode.Description"),
            FailureCategory = row.Text("FailureCode.Category"),
            UutSerial = row.Text("Uut.Serial"),
        };
        var time = row.Time("Time") ?? default;
        var (run, failedRun) = (row.Id("Run"), row.Id("FailedRun"));
        return header with { Position = new Position(time, header.Id), LinkedRun = run ?? failedRun };
    }

    /// <summary>The repair's id, and one of its actions.</summary>
    public static (string? Repair, RepairAction Action) Action(Row row) =>
        (row.Text(0), new RepairAction(row.Code(1), row.Text(2), row.Text(3), row.Text(4), row.Text(5), row.Time(6)));

    /// <summary>Syndromes by the failure codes that their causes name.</summary>
    public static ILookup<string?, RepairSyndrome> Syndromes(
        IEnumerable<(
            string? Code,
            string? Id,
            string? TestName,
            string? Description,
            string? Component,
            int? Count
        )> rows
    ) =>
        rows.GroupBy(r => (r.Code, r.Id))
            .ToLookup(
                g => g.Key.Code,
                g => new RepairSyndrome(
                    g.First().TestName,
                    g.First().Description,
                    [.. g.Select(r => new SyndromeCause(r.Code, r.Component, r.Count))]
                )
            );

    public static (string?, string?, string?, string?, string?, int?) Syndrome(Row row) =>
        (row.Code(0), row.Text(1), row.Text(2), row.Text(3), row.Text(4), row.WholeOrText(5).Number);
}
