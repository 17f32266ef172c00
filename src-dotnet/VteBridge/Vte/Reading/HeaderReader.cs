namespace VteBridge.Vte.Reading;

/// <summary>Reads a header row as a run without steps. Without a key its id is empty; without a time its timestamp is DateTime.MinValue.</summary>
internal static class HeaderReader
{
    public static TestRun Run(Row row)
    {
        var header = new TestRun
        {
            Id = row.Id("Run.Id") ?? Guid.Empty,
            Timestamp = row.Time("Run.Timestamp") ?? default,
            Result = row.Code("Run.Result"),
            ExitCode = row.Code("Run.ExitCode"),
        };
        var (testTime, testTimeText) = row.NumberOrText(row["Run.TestTime"]);
        return header with
        {
            TestTime = testTime,
            TestTimeText = testTimeText,
            UutId = row.Id("Run.UutId"),
            ProductId = row.Id("Run.ProductId"),
            TestplanId = row.Id("Run.TestplanId"),
            TestplanRevisionId = row.Id("Run.TestplanRevisionId"),
            TestsystemId = row.Id("Run.TestsystemId"),
            UserId = row.Id("Run.UserId"),
            Hostname = row.Text("Run.Hostname"),
            Site = row.Text("Run.Site"),
            UserName = row.Text("Run.UserName"),
            ProductName = row.Text("Run.ProductName"),
            TestplanName = row.Text("Run.TestplanName"),
            TestplanVariant = row.Text("Run.TestplanVariant"),
            TestplanRevision = row.Text("Run.TestplanRevision"),
            Serial = row.Text("Run.Serial"),
            Info1 = row.Text("Run.Info1"),
            Info2 = row.Text("Run.Info2"),
            Info3 = row.Text("Run.Info3"),
            Uut = row.Id("Uut.Id") is null
                ? null
                : new(row.Text("Uut.Serial"), row.Text("Uut.Revision"), row.Text("Uut.Batch")),
            Product = row.Id("Product.Id") is null
                ? null
                : new(
                    row.Text("Product.Name"),
                    row.Text("Product.Type"),
                    row.Text("Product.Version"),
                    row.Text("Product.PartNumber"),
                    row.Text("Product.Notes")
                ),
            Testplan = row.Id("Testplan.Id") is null
                ? null
                : new(
                    row.Text("Testplan.Name"),
                    row.Text("Testplan.Variant"),
                    row.Flag("Testplan.IsSystemTest"),
                    row.Text("Testplan.Notes")
                ),
            Revision = row.Id("TestplanRevision.Id") is null
                ? null
                : new(row.Text("TestplanRevision.Revision"), row.Text("TestplanRevision.FileName")),
            Testsystem = row.Id("Testsystem.Id") is null
                ? null
                : new(row.Text("Testsystem.Name"), row.Text("Testsystem.Hostname"), row.Text("Testsystem.Site")),
            RegisteredUser = row.Text("User.Name"),
        };
    }
}

/// <summary>Reads the rows of the repairs' statements.</summary>
internal static class RepairRows
{
    /// <summary>Reads a header row. Without a key its id is empty.</summary>
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

    /// <summary>Reads one action with the id of its repair.</summary>
    public static (string? Repair, RepairAction Action) Action(Row row) =>
        (row.Text(0), new RepairAction(row.Code(1), row.Text(2), row.Text(3), row.Text(4), row.Text(5), row.Time(6)));

    /// <summary>Groups syndromes by the failure codes that their causes name.</summary>
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
