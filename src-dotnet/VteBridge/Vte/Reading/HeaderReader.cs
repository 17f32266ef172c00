namespace VteBridge.Vte.Reading;

/// <summary>One header row as a run without steps.</summary>
internal static class HeaderReader
{
    public static TestRun Run(Row row) =>
        new()
        {
            Id = row.Id("Run.Id") ?? throw new InvalidDataException("An IndexData row has no readable Index_GUID."),
            Timestamp =
                row.Time("Run.Timestamp")
                ?? throw new InvalidDataException("An IndexData row has no readable Timestamp."),
            Result = row.Code("Run.Result"),
            ExitCode = row.Code("Run.ExitCode"),
            TestTime = row.Number("Run.TestTime"),
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
            Serial = row.OwnText("Run.Serial"),
            Info1 = row.OwnText("Run.Info1"),
            Info2 = row.OwnText("Run.Info2"),
            Info3 = row.OwnText("Run.Info3"),
            Uut = row.Id("Uut.Id") is null
                ? null
                : new(row.OwnText("Uut.Serial"), row.Text("Uut.Revision"), row.OwnText("Uut.Batch")),
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
