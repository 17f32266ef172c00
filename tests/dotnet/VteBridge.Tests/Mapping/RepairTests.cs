using VteBridge.Configuration;
using VteBridge.Mapping;
using VteBridge.Vte;
using VteBridge.Wsjf;
using static VteBridge.Tests.Mapping.Repairs;

namespace VteBridge.Tests.Mapping;

/// <summary>What the report of a repair holds: the step, the failures with their codes, the times and the whole comment.</summary>
public sealed class RepairTests
{
    [Fact]
    public void Repair_refers_to_the_failed_run_and_step()
    {
        var report = Report(Repairs.Ordinary);

        Assert.Equal(Guid.Parse(Repairs.Ordinary.Id), report.Id);
        Assert.Equal((ReportKind.Repair, 500, "Repair"), (report.Kind, report.ProcessCode, report.Purpose));
        Assert.Equal(("SN-1001", "100-200-300", "B"), (report.SerialNumber, report.PartNumber, report.Revision));
        Assert.Equal("2024-05-14T10:00:00.000+02:00", WsjfJson.Local(report.Start));
        var uur = report.Uur!;
        Assert.Equal((Runs.Id, 30, "ola", 1800.0), (uur.RefUut, uur.ProcessCode, uur.User, uur.ExecTime));
        Assert.Equal("2024-05-14T08:30:00.000Z", WsjfJson.Utc(uur.FinalizeDate));
        Assert.Equal(
            "No output\n2024-05-14 10:20:00 Action 3: Replaced U7 part TPS5430 - looked burned\n2024-05-14 10:30:00 Action 9: Cleaned",
            uur.Comment
        );
        var failures = Assert.Single(report.SubUnits).Failures!;
        Assert.Equal(
            new Failure(
                "Component",
                "Burned Component",
                "TPS5430",
                "Failure 12: Burned (Component)\nAction 3: Replaced U7 part TPS5430\nlooked burned\nSyndrome: Output voltage too low (causes: failure 12 U7 4 times)",
                "U7",
                3
            ),
            failures[0]
        );
        Assert.Equal(2, failures.Count);
        Assert.Empty(report.MiscInfos);
    }

    [Fact]
    public void Repair_says_when_its_step_is_not_in_the_run()
    {
        var failure = Report(Repairs.Ordinary with { StepNumber = 99 }).SubUnits[0].Failures![0];

        Assert.Null(failure.RefStepId);
        Assert.Contains("Step 99, which the run does not have", failure.Comment);
    }

    [Fact]
    public void Repair_without_actions_has_one_failure()
    {
        var report = Report(Repairs.Ordinary with { Actions = [], Syndromes = [] });

        Assert.Equal(0, report.Uur!.ExecTime);
        Assert.Equal("Failure 12: Burned (Component)", Assert.Single(report.SubUnits[0].Failures!).Comment);
    }

    [Fact]
    public void Unmapped_codes_use_the_fallback_flagged_by_code()
    {
        var mapped = Map(Repairs.Ordinary with { FailureCode = "77" });

        Assert.Equal(("Workmanship", "Solder"), Codes(mapped, 0));
        Assert.Equal(("Other", "Other"), Codes(mapped, 1));
        Assert.Equal(["unmapped-repair-code:FailureCode 77"], mapped.Flags);
        Assert.Equal(["unmapped-repair-code:ActionCode 9"], Map(Repairs.Ordinary with { FailureCode = null }).Flags);
        Assert.Equal(
            ["unmapped-repair-code:none"],
            Map(Repairs.Ordinary with { FailureCode = null, Actions = [] }).Flags
        );
    }

    [Fact]
    public void Repair_without_a_time_takes_that_of_its_last_action() =>
        Assert.Equal(
            "2024-05-14T10:30:00.000+02:00",
            WsjfJson.Local(Report(Repairs.Ordinary with { Timestamp = null }).Start)
        );

    [Fact]
    public void Repair_without_any_time_is_unmappable() =>
        Assert.Contains("has no time", Problem(Repairs.Ordinary with { Timestamp = null, Actions = [] }).What);

    [Fact]
    public void Two_repairs_at_one_time_start_apart()
    {
        var collisions = new StartTimeCollisions();
        var first = Map(Repairs.Ordinary, Shift(Repairs.Ordinary));
        var other = Repairs.Ordinary with { Id = "R-2" };
        var second = Map(other, Shift(other));

        Assert.Equal(TimeSpan.FromMilliseconds(1), second.Report.Start - first.Report.Start);
        Assert.Contains("start-moved:1 ms", second.Flags);

        TimeSpan Shift(Repair repair) => collisions.ShiftOf(Mapper().StartKeyOf(repair));
    }

    [Fact]
    public void Long_comment_goes_on_in_the_failures()
    {
        var words = string.Join(' ', Enumerable.Range(0, 1_500));
        var mapped = Map(Repairs.Ordinary with { Comment = words });
        var failures = mapped.Report.SubUnits[0].Failures!;

        Assert.Contains(Flags.TextCut, mapped.Flags);
        Assert.Contains("… (goes on in the comments of the failures", mapped.Report.Uur!.Comment);
        Assert.StartsWith("Failure 12: Burned", failures[0].Comment);
        Assert.Equal(
            words,
            (mapped.Report.Uur.Comment.Split('…')[0] + failures[0].Comment!.Split("continued: ")[1])[..words.Length]
        );
        Assert.DoesNotContain("continued", failures[1].Comment);
    }

    [Fact]
    public void Comment_too_long_for_the_failures_says_so()
    {
        var mapped = Map(Repairs.Ordinary with { Comment = new string('x', 40_000) });
        var failures = mapped.Report.SubUnits[0].Failures!;

        Assert.All(failures, failure => Assert.InRange(failure.Comment!.Length, 4_900, 5_000));
        Assert.Matches("; 401[0-9]{2} characters, SHA-256 [0-9a-f]{64}", mapped.Report.Uur!.Comment);
        Assert.EndsWith("… (cut: too long for WATS)", failures[^1].Comment);
        Assert.DoesNotContain("(cut", failures[0].Comment);
    }

    [Fact]
    public void Misc_infos_are_sent_where_WATS_knows_them()
    {
        var options = Options with { RepairMiscInfos = ["source_id", "VTE flag"] };
        var report = ((MappedReport)Mapper(options).Map(Repairs.Ordinary with { FailureCode = "77" })).Report;

        Assert.Equal(
            [
                new MiscInfo("source_id", $"VTE:{Repairs.Ordinary.Id}"),
                new MiscInfo("VTE flag", "unmapped-repair-code:FailureCode 77"),
            ],
            report.MiscInfos
        );
    }

    [Fact]
    public void Step_ids_are_those_of_the_run_in_groups_too()
    {
        var options = Options with { GroupBy = StepGrouping.TestNumber };
        var run = Repairs.Ordinary.Run!;
        run = run with { Steps = [.. run.Steps.Select((step, i) => step with { TestNumber = $"{i}.1" })] };
        var failing = Runs.Report(run, options)
            .Root!.Steps.OfType<SequenceStep>()
            .SelectMany(s => s.Steps)
            .Single(s => s.Status == Verdict.Failed);

        var repair = (MappedReport)Mapper(options).Map(Repairs.Ordinary with { Run = run });

        Assert.Equal(failing.Id, repair.Report.SubUnits[0].Failures![0].RefStepId);
    }

    private static (string, string) Codes(MappedReport mapped, int failure)
    {
        var one = mapped.Report.SubUnits[0].Failures![failure];
        return (one.Category, one.Code);
    }
}
