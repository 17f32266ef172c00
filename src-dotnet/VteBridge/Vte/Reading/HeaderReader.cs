namespace VteBridge.Vte.Reading;

/// <summary>One header row as a run without steps; its id is empty and its time the calendar's first where the row has none.</summary>
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
