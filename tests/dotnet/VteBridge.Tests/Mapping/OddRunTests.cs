using VteBridge.Configuration;
using VteBridge.Mapping;
using VteBridge.Vte;
using VteBridge.Wsjf;

namespace VteBridge.Tests.Mapping;

/// <summary>Other odd runs that a VTE database may hold, and their reports.</summary>
public class OddRunTests
{
    [Theory]
    [InlineData("1", 0)]
    [InlineData("0", 1)]
    public void Run_without_steps_is_sent_and_flagged(string result, int steps)
    {
        var mapped = Runs.Mapped(Runs.Ordinary with { Steps = [], Result = result });

        Assert.Equal(result == "1" ? Verdict.Passed : Verdict.Failed, mapped.Report.Result);
        Assert.Equal(steps, mapped.Report.Root!.Steps.Count);
        Assert.Equal([Flags.NoSteps], mapped.Flags);
    }

    [Fact]
    public void Dangling_master_data_leave_the_names_in_the_run()
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
    public void Run_that_names_nothing_gets_the_defaults()
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
    public void System_tests_are_excluded_or_have_their_own_process()
    {
        var run = Runs.Ordinary with { Testplan = new Testplan("Self test", null, true, null) };

        Assert.IsType<ExcludedByConfiguration>(Runs.Mapper().Map(run));
        var options = Runs.Options with { SystemTests = SystemTestPolicy.Include, SystemTestProcessCode = 77 };
        Assert.Equal(77, Runs.Report(run, options).ProcessCode);
        Assert.Equal(30, Runs.Report(Runs.Ordinary, options).ProcessCode);
    }

    [Fact]
    public void Assemblies_become_sub_units_or_without_serial_misc_infos()
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
    public void Report_too_large_for_WATS_is_never_built()
    {
        var step = Runs.Number(1, "Output voltage at full load", 24.02, 23.5, 24.5);
        var run = Runs.Ordinary with
        {
            Steps = [.. Enumerable.Range(1, 200_000).Select(i => step with { Number = i })],
        };
        var before = GC.GetAllocatedBytesForCurrentThread();

        var problem = Assert.IsType<Unmappable>(Runs.Mapper().Map(run));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 50_000_000);
        Assert.Equal(Causes.TooLarge, problem.Cause);
        Assert.Contains("200000 steps", problem.What);
        var repair = Repairs.Ordinary with { Run = run };
        Assert.Equal("run:too-large", Assert.IsType<Unmappable>(Repairs.Mapper().Map(repair)).Cause);
    }

    [Fact]
    public void Steps_that_were_not_read_make_a_run_too_large()
    {
        var problem = Assert.IsType<Unmappable>(Runs.Mapper().Map(Runs.Ordinary with { StepsNotRead = 199_999 }));

        Assert.Equal(Causes.TooLarge, problem.Cause);
        Assert.Contains("200000 steps", problem.What);
    }

    [Fact]
    public void What_reading_found_odd_is_flagged()
    {
        var run = Runs.Ordinary with { ReadFlags = [ReadFlags.DuplicateRow], TestTimeText = "a minute" };
        var mapped = Runs.Mapped(run with { TestTime = null });

        Assert.Equal(["duplicate-row", "unreadable-number:TestTime"], mapped.Flags);
        Assert.Contains(new MiscInfo("VTE test time", "a minute"), mapped.Report.MiscInfos);
    }

    [Fact]
    public void Ten_thousand_steps_are_one_report()
    {
        var (steps, flags) = Runs.Steps([.. Enumerable.Range(1, 10_000).Select(i => Runs.Number(i, $"S{i}", 1, 0, 2))]);

        Assert.Equal(10_000, steps.Count);
        Assert.Empty(flags);
    }
}
