using VteBridge.Configuration;
using VteBridge.Mapping;
using VteBridge.Vte;
using VteBridge.Wsjf;
using static VteBridge.Tests.Mapping.Repairs;

namespace VteBridge.Tests.Mapping;

/// <summary>A repair has an id of its own and belongs to a run; without one it is a dead letter or, where wanted, unlinked.</summary>
public sealed class RepairLinkTests
{
    [Fact]
    public void Repair_whose_key_is_its_run_has_an_id_of_its_own()
    {
        var report = Report(Repairs.Ordinary with { Id = $"{Runs.Id}", RunId = Runs.Id });

        Assert.NotEqual(Runs.Id, report.Id);
        Assert.Equal((UuidV5.OfRepair($"{Runs.Id}"), Runs.Id), (report.Id, report.Uur!.RefUut));
    }

    [Fact]
    public void Repair_without_a_run_says_which()
    {
        var problem = Problem(Repairs.Ordinary with { Run = null, UutSerial = "SN-5" });

        Assert.Contains(Repairs.Ordinary.Id, problem.What);
        Assert.Contains("SN-5", problem.What);
    }

    [Fact]
    public void Repair_without_a_run_is_reported_by_its_serial_where_that_is_wanted()
    {
        var unlinked = Repairs.Ordinary with { Run = null, UutSerial = "SN-5" };

        var mapped = Assert.IsType<MappedReport>(Mapper(WithoutLink).Map(unlinked));

        Assert.Equal(("SN-5", "Unknown"), (mapped.Report.SerialNumber, mapped.Report.PartNumber));
        Assert.Null(mapped.Report.Uur!.RefUut);
        Assert.Contains(Flags.UnlinkedRepair, mapped.Flags);
        Assert.Contains("\"refUUT\":null", WsjfText(mapped));
        Assert.NotNull(Mapper(WithoutLink).StartKeyOf(unlinked));
        Assert.Contains("Mapping:UnlinkedRepairs = WithoutLink", Problem(unlinked).Fix);
    }

    [Fact]
    public void Repair_without_a_run_and_a_serial_stays_a_dead_letter() =>
        Assert.IsType<Unmappable>(Mapper(WithoutLink).Map(Repairs.Ordinary with { Run = null, UutSerial = " " }));

    [Fact]
    public void Linked_repair_is_the_same_whatever_becomes_of_unlinked_ones() =>
        Assert.Equal(
            WsjfText(Map(Repairs.Ordinary)),
            WsjfText((MappedReport)Mapper(WithoutLink).Map(Repairs.Ordinary))
        );

    private static readonly MappingOptions WithoutLink = Options with
    {
        UnlinkedRepairs = UnlinkedRepairPolicy.WithoutLink,
    };

    private static string WsjfText(MappedReport mapped) =>
        System.Text.Encoding.UTF8.GetString(WsjfWriter.ToUtf8(mapped.Report).Span);

    [Fact]
    public void Repair_of_an_unmappable_run_says_why()
    {
        var problem = Problem(Repairs.Ordinary with { Run = Repairs.Ordinary.Run! with { Uut = null } });

        Assert.Contains("has no serial number", problem.What);
    }

    [Fact]
    public void Repair_of_a_system_test_is_excluded_with_it() =>
        Assert.IsType<ExcludedByConfiguration>(
            Mapper()
                .Map(
                    Repairs.Ordinary with
                    {
                        Run = Repairs.Ordinary.Run! with { Testplan = new Testplan("Self", null, true, null) },
                    }
                )
        );

    [Fact]
    public void Id_that_is_no_GUID_becomes_a_stable_one()
    {
        var id = Report(Repairs.Ordinary with { Id = "R-17" }).Id;
        Assert.Equal(id, Report(Repairs.Ordinary with { Id = " R-17 " }).Id);
        Assert.NotEqual(id, Report(Repairs.Ordinary with { Id = "R-18" }).Id);
        Assert.Equal('5', id.ToString()[14]);
    }

    /// <summary>The test vector is from RFC 9562, appendix A.4.</summary>
    [Fact]
    public void Names_become_GUIDs_as_the_standard_says() =>
        Assert.Equal(
            Guid.Parse("2ed6657d-e927-568b-95e1-2665a8aea6a2"),
            UuidV5.Of(Guid.Parse("6ba7b810-9dad-11d1-80b4-00c04fd430c8"), "www.example.com")
        );
}
