using VteBridge.Configuration;
using VteBridge.Mapping;
using VteBridge.Vte;
using VteBridge.Wsjf;

namespace VteBridge.Tests.Mapping;

public class HeaderTests
{
    [Fact]
    public void First_matching_process_rule_wins()
    {
        var options = Runs.Options with
        {
            DefaultProcessCode = 10,
            Processes =
            [
                new MappingProcess
                {
                    Testplan = "PSU*",
                    Variant = "US",
                    Code = 20,
                },
                new MappingProcess
                {
                    Testplan = "psu f?nal",
                    Site = "OSLO",
                    Code = 30,
                    Name = "Final test",
                },
                new MappingProcess { Testplan = "*", Code = 40 },
            ],
        };

        Assert.Equal((30, "Final test"), Process(Runs.Ordinary, options));
        Assert.Equal((20, null), Process(Runs.Ordinary with { TestplanVariant = "US" }, options));
        Assert.Equal((40, null), Process(Runs.Ordinary with { Site = "Bergen" }, options));
        Assert.Equal(
            (10, null),
            Process(Runs.Ordinary with { Site = "Bergen" }, options with { Processes = [options.Processes[0]] })
        );
    }

    [Fact]
    public void Run_without_a_process_says_what_to_set()
    {
        var problem = Assert.IsType<Unmappable>(Runs.Mapper(new MappingOptions()).Map(Runs.Ordinary));

        Assert.Contains("testplan \"PSU final\"", problem.What);
        Assert.Contains("Mapping:DefaultProcessCode", problem.Fix);
    }

    [Fact]
    public void Part_number_comes_from_the_configured_sources_in_order()
    {
        Assert.Equal("100-200-300", Runs.Report(Runs.Ordinary).PartNumber);
        Assert.Equal(
            "PSU-24",
            Runs.Report(Runs.Ordinary with { Product = Runs.Ordinary.Product! with { PartNumber = " " } }).PartNumber
        );
        Assert.Equal(
            "EU",
            Runs.Report(
                Runs.Ordinary,
                Runs.Options with
                {
                    PartNumberFrom = ["Run.Info1", "Run.TestplanVariant"],
                }
            ).PartNumber
        );
    }

    [Fact]
    public void Every_part_number_source_can_be_read()
    {
        foreach (var source in MappingOptions.PartNumberSources)
            _ = RunFields.Of(Runs.Ordinary, source);
    }

    [Fact]
    public void What_the_header_cannot_hold_is_in_misc_infos()
    {
        var run = Runs.Ordinary with
        {
            Info1 = "Fixture 7",
            Info3 = "Night shift",
            Product = Runs.Ordinary.Product! with { Notes = "Series B" },
            Testplan = new Testplan("PSU final", "EU", false, "Approved"),
            Hostname = "PC-0099",
            History = [new UutEvent(new DateTime(2024, 5, 1, 8, 0, 0), "Renamed", "SN-OLD")],
        };

        var infos = Runs.Report(run).MiscInfos.ToDictionary(info => info.Description, info => info.Text);

        Assert.Equal("VTE", infos["source"]);
        Assert.Equal($"VTE:{run.Id}", infos["source_id"]);
        Assert.Equal("PSU final", infos["VTE testplan"]);
        Assert.Equal("EU", infos["VTE variant"]);
        Assert.Equal("2.4", infos["VTE revision"]);
        Assert.Equal("Fixture 7", infos["Info1"]);
        Assert.Equal("Night shift", infos["Info3"]);
        Assert.Equal("Power supply", infos["VTE product"]);
        Assert.Equal("PSU-24", infos["VTE product type"]);
        Assert.Equal("3", infos["VTE product version"]);
        Assert.Equal("Series B", infos["VTE product notes"]);
        Assert.Equal("Approved", infos["VTE testplan notes"]);
        Assert.Equal("PC-0099", infos["VTE hostname"]);
        Assert.Equal("2024-05-01T08:00:00 Renamed was SN-OLD", infos["VTE history"]);
        Assert.Equal("1.2.3", infos["VTE extractor"]);
        Assert.DoesNotContain("Info2", infos.Keys);
    }

    [Fact]
    public void Infos_have_configured_names_or_are_the_comment()
    {
        var run = Runs.Ordinary with { Info1 = "7", Info2 = "B" };
        var options = Runs.Options with { InfoNames = new MappingInfoNames { Info1 = "Fixture" } };

        Assert.Contains(new MiscInfo("Fixture", "7"), Runs.Report(run, options).MiscInfos);
        var commented = Runs.Report(run, options with { InfoAs = InfoPlace.Comment });
        Assert.Equal("Fixture: 7\nInfo2: B", commented.Uut!.Comment);
        Assert.DoesNotContain("Fixture", commented.MiscInfos.Select(info => info.Description));
    }

    [Fact]
    public void Components_become_assets_when_configured()
    {
        var run = Runs.Ordinary with
        {
            Components =
            [
                new TestsystemComponent("DMM", "34465A", "MY1", new DateTime(2024, 1, 31), "365"),
                new TestsystemComponent("DMM again", null, "MY1", null, null),
                new TestsystemComponent("Relay card", null, " ", null, null),
            ],
        };

        Assert.Empty(Runs.Report(run).Assets);
        var report = Runs.Report(run, Runs.Options with { ComponentsAsAssets = true });
        Assert.Equal([new Asset("MY1")], report.Assets);
        Assert.Contains(
            new MiscInfo("VTE component", "DMM 34465A MY1 calibrated 2024-01-31 interval 365"),
            report.MiscInfos
        );
        Assert.Contains(new MiscInfo("VTE component", "Relay card"), report.MiscInfos);
    }

    [Fact]
    public void Exit_code_that_is_no_number_is_the_error_message()
    {
        var uut = Runs.Report(Runs.Ordinary with { ExitCode = "E-STOP" }).Uut!;

        Assert.Equal((null, "Exit code E-STOP"), (uut.ErrorCode, uut.ErrorMessage));
    }

    [Fact]
    public void Test_time_that_is_no_duration_is_a_misc_info()
    {
        var report = Runs.Report(Runs.Ordinary with { TestTime = -1.5 });

        Assert.Null(report.Uut!.ExecTime);
        Assert.Contains(new MiscInfo("VTE test time", "-1.5"), report.MiscInfos);
    }

    [Fact]
    public void Messages_are_safe_for_logs_and_terminals()
    {
        var run = Runs.Ordinary with
        {
            Uut = null,
            TestplanName = "a\u001B[2J\r\nb\u009B",
            Site = new string('s', 500),
        };

        var what = Assert.IsType<Unmappable>(Runs.Mapper().Map(run)).What;

        Assert.DoesNotContain(what, char.IsControl);
        Assert.True(what.Length < 600);
    }

    private static (int, string?) Process(TestRun run, MappingOptions options)
    {
        var report = Runs.Report(run, options);
        return (report.ProcessCode, report.ProcessName);
    }
}
