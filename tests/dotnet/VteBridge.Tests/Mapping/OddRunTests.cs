using VteBridge.Configuration;
using VteBridge.Mapping;
using VteBridge.Vte;
using VteBridge.Wsjf;

namespace VteBridge.Tests.Mapping;

/// <summary>The other odd runs that a VTE database holds, and what becomes of each.</summary>
public class OddRunTests
{
    [Theory]
    [InlineData("1", 0)]
    [InlineData("0", 1)]
    public void A_run_without_steps_is_sent_with_its_verdict_and_flagged(string result, int steps)
    {
        var mapped = Runs.Mapped(Runs.Ordinary with { Steps = [], Result = result });

        Assert.Equal(result == "1" ? Verdict.Passed : Verdict.Failed, mapped.Report.Result);
        Assert.Equal(steps, mapped.Report.Root!.Steps.Count);
        Assert.Equal([Flags.NoSteps], mapped.Flags);
    }

    [Fact]
    public void Dangling_master_data_leave_the_names_that_the_run_itself_has()
    {
        var report = Runs.Report(
            Runs.Ordinary with
            {
                Uut = null,
                Serial = "S-1",
                Product = null,
                Testsystem = null,
                ProductId = Guid.NewGuid(),
                TestsystemId = Guid.Parse("11111111-2222-3333-4444-555555555555"),
            }
        );

        Assert.Equal(
            ("Power supply", "PC-0042", "Oslo", "1.0", "kari"),
            (report.PartNumber, report.MachineName, report.Location, report.Revision, report.Uut!.User)
        );
        Assert.Contains(new MiscInfo("source_system", "11111111-2222-3333-4444-555555555555"), report.MiscInfos);
    }

    [Fact]
    public void A_run_that_names_nothing_gets_the_configured_defaults()
    {
        var report = Runs.Report(
            new TestRun
            {
                Id = Runs.Id,
                Timestamp = Runs.Ordinary.Timestamp,
                Serial = "S-1",
                ProductName = "P",
                Result = "1",
            },
            Runs.Options with
            {
                DefaultStation = "Line 1",
                DefaultLocation = "Drammen",
            }
        );

        Assert.Equal(
            ("Line 1", "Drammen", "1.0", "sysoper"),
            (report.MachineName, report.Location, report.Revision, report.Uut!.User)
        );
        Assert.Equal(new SeqCall("VTE", "VTE", "1.0.0"), report.Root!.Call);
    }

    [Fact]
    public void System_tests_are_left_out_or_reported_under_their_own_process()
    {
        var run = Runs.Ordinary with { Testplan = new Testplan("Self test", null, true, null) };

        Assert.IsType<ExcludedByConfiguration>(Runs.Mapper().Map(run));
        var options = Runs.Options with { SystemTests = SystemTestPolicy.Include, SystemTestProcessCode = 77 };
        Assert.Equal(77, Runs.Report(run, options).ProcessCode);
        Assert.Equal(30, Runs.Report(Runs.Ordinary, options).ProcessCode);
    }

    [Fact]
    public void Assemblies_become_sub_units_the_deepest_last_and_those_without_a_serial_misc_infos()
    {
        var report = Runs.Report(
            Runs.Ordinary with
            {
                Assemblies =
                [
                    new AssemblyPart(2, "PCB-1", "IC", "IC-9", "IC-77", null),
                    new AssemblyPart(1, null, "PCBA", "PCB-100", "PCB-1", "C"),
                    new AssemblyPart(1, null, "Cable", "CAB-5", " ", "A"),
                ],
            }
        );

        Assert.Equal(
            [new SubUnit("PCBA", "PCB-100", "PCB-1", "C"), new SubUnit("IC", "IC-9", "IC-77", null)],
            report.SubUnits
        );
        Assert.Contains(new MiscInfo("VTE part", "Cable CAB-5 A"), report.MiscInfos);
        Assert.Contains(new MiscInfo("VTE part of", "IC-77 in PCB-1"), report.MiscInfos);
    }

    [Fact]
    public void A_run_of_ten_thousand_steps_is_one_report()
    {
        var (steps, flags) = Runs.Steps([.. Enumerable.Range(1, 10_000).Select(i => Runs.Number(i, $"S{i}", 1, 0, 2))]);

        Assert.Equal(10_000, steps.Count);
        Assert.Empty(flags);
    }
}
