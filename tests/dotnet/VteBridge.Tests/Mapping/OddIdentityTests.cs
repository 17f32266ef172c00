using VteBridge.Configuration;
using VteBridge.Mapping;
using VteBridge.Vte;
using VteBridge.Wsjf;

namespace VteBridge.Tests.Mapping;

/// <summary>Serials and part numbers that are missing or that WATS cannot handle.</summary>
public class OddIdentityTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    public void Missing_serial_names_run_station_and_time(string? serial)
    {
        var run = Runs.Ordinary with { Uut = new Uut(serial, null, null), Serial = serial };

        var problem = Assert.IsType<Unmappable>(Runs.Mapper().Map(run));

        Assert.Contains($"{run.Id}", problem.What);
        Assert.Contains("TS1", problem.What);
        Assert.Contains("2024-05-13 09:30:15.123", problem.What);
        Assert.Contains("no serial number", problem.What);
        Assert.Contains("Mapping:MissingSerial", problem.Fix);
    }

    [Fact]
    public void Missing_serial_gets_a_stable_placeholder_when_configured()
    {
        var run = Runs.Ordinary with { Uut = null };

        var mapped = Runs.Mapped(run, Runs.Options with { MissingSerial = MissingPolicy.Placeholder });

        Assert.Equal($"VTE-{run.Id}", mapped.Report.SerialNumber);
        Assert.Equal([Flags.PlaceholderSerial], mapped.Flags);
    }

    [Fact]
    public void Serial_of_the_unit_goes_before_that_of_the_run()
    {
        Assert.Equal("SN-1001", Runs.Report(Runs.Ordinary with { Serial = "old" }).SerialNumber);
        Assert.Equal("SN-9", Runs.Report(Runs.Ordinary with { Serial = " SN-9  ", Uut = null }).SerialNumber);
    }

    [Fact]
    public void Missing_part_number_says_where_it_was_sought()
    {
        var run = Runs.Ordinary with { Product = null, ProductName = " " };

        var problem = Assert.IsType<Unmappable>(Runs.Mapper().Map(run));

        Assert.Contains("Product.PartNumber, Product.Type, Run.ProductName, Product.Name", problem.What);
        var placeholder = Runs.Mapped(run, Runs.Options with { MissingPartNumber = MissingPolicy.Placeholder });
        Assert.Equal("Unknown", placeholder.Report.PartNumber);
        Assert.Equal([Flags.PlaceholderPartNumber], placeholder.Flags);
    }

    [Fact]
    public void Reserved_characters_are_kept_and_flagged()
    {
        var mapped = Runs.Mapped(Reserved);

        Assert.Equal("A*%?_[]^!/\\1", mapped.Report.SerialNumber);
        Assert.Equal("100/200", mapped.Report.PartNumber);
        Assert.Equal([Flags.ReservedCharacters], mapped.Flags);
    }

    [Fact]
    public void Reserved_characters_are_replaced_when_configured()
    {
        var report = Runs.Report(Reserved, Runs.Options with { ReservedCharacters = ReservedCharacterPolicy.Replace });

        Assert.Equal("A----------1", report.SerialNumber);
        Assert.Equal("100-200", report.PartNumber);
        Assert.Contains(new MiscInfo("VTE serial", "A*%?_[]^!/\\1"), report.MiscInfos);
        Assert.Contains(new MiscInfo("VTE part number", "100/200"), report.MiscInfos);
    }

    [Fact]
    public void Reserved_characters_are_rejected_when_configured() =>
        Assert.Contains(
            "A*%?_[]^!/\\1",
            Assert
                .IsType<Unmappable>(
                    Runs.Mapper(Runs.Options with { ReservedCharacters = ReservedCharacterPolicy.Reject }).Map(Reserved)
                )
                .What
        );

    [Fact]
    public void Reserved_characters_count_in_revision_and_station_too()
    {
        var run = Runs.Ordinary with
        {
            Uut = new Uut("SN-1", "B_2", null),
            Testsystem = new Testsystem("TS/1", null, null),
        };

        Assert.Equal([Flags.ReservedCharacters], Runs.Mapped(run).Flags);
        var report = Runs.Report(run, Runs.Options with { ReservedCharacters = ReservedCharacterPolicy.Replace });
        Assert.Equal(("B-2", "TS-1"), (report.Revision, report.MachineName));
        Assert.Contains(new MiscInfo("VTE unit revision", "B_2"), report.MiscInfos);
        Assert.Contains(new MiscInfo("VTE station", "TS/1"), report.MiscInfos);
        var reject = Runs.Mapper(Runs.Options with { ReservedCharacters = ReservedCharacterPolicy.Reject });
        Assert.Contains("station \"TS/1\"", Assert.IsType<Unmappable>(reject.Map(run)).What);
    }

    public static TheoryData<string, string> AlmostTheSame =>
        new()
        {
            { "SN\u00011", "SN\u00021" },
            { "SN\uD83D", "SN\uD83E" },
            { new string('9', 100) + "1", new string('9', 100) + "2" },
        };

    [Theory]
    // Without discovery enumeration: serialising the data for it would replace the lone surrogates and make the texts equal.
    [MemberData(nameof(AlmostTheSame), DisableDiscoveryEnumeration = true)]
    public void Two_units_never_become_one(string one, string other)
    {
        var first = Runs.Mapped(Runs.Ordinary with { Uut = new Uut(one, null, null) });
        var second = Runs.Mapped(Runs.Ordinary with { Uut = new Uut(other, null, null) });

        Assert.NotEqual(first.Report.SerialNumber, second.Report.SerialNumber);
        Assert.Equal(["altered-identity:sn"], first.Flags);
        Assert.Contains(first.Report.MiscInfos, info => info.Description == "VTE serial");
        var parts = new[] { one, other }.Select(sn => new AssemblyPart(1, null, "PCB", "P", sn, null)).ToArray();
        var units = Runs.Report(Runs.Ordinary with { Assemblies = parts }).SubUnits;
        Assert.NotEqual(units[0].SerialNumber, units[1].SerialNumber);
    }

    private static TestRun Reserved =>
        Runs.Ordinary with
        {
            Uut = new Uut("A*%?_[]^!/\\1", null, null),
            Product = new Product(null, null, null, "100/200", null),
        };
}
