using VteBridge.Configuration;
using VteBridge.Mapping;
using VteBridge.Vte;
using VteBridge.Wsjf;

namespace VteBridge.Tests.Mapping;

/// <summary>Unknown codes, and verdicts that contradict each other.</summary>
public class OddVerdictTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("7")]
    public void Unknown_result_is_an_error(string? code)
    {
        var mapped = Runs.Mapped(Runs.Ordinary with { Result = code });

        Assert.Equal(Verdict.Error, mapped.Report.Result);
        Assert.Equal([$"unknown-result:{(code is "7" ? "7" : "none")}"], mapped.Flags);
        Assert.Contains(new MiscInfo("VTE flag", mapped.Flags[0]), mapped.Report.MiscInfos);
    }

    [Fact]
    public void Unknown_exit_code_keeps_the_verdict()
    {
        var mapped = Runs.Mapped(Runs.Ordinary with { ExitCode = "17" });

        Assert.Equal(Verdict.Passed, mapped.Report.Result);
        Assert.Equal(17, mapped.Report.Uut!.ErrorCode);
        Assert.Equal(["unknown-exit-code:17"], mapped.Flags);
    }

    [Fact]
    public void Listed_exit_code_decides_and_has_its_text()
    {
        var options = Runs.Options with
        {
            Codes = new MappingCodes
            {
                ExitCode = new Dictionary<string, string>
                {
                    ["2"] = "Aborted",
                    ["3"] = "fault",
                    ["4"] = "Normal",
                },
            },
            ExitCodeTexts = new Dictionary<string, string> { ["2"] = "Stopped by the operator" },
        };

        var aborted = Runs.Mapped(Runs.Ordinary with { ExitCode = "2" }, options);
        Assert.Equal(Verdict.Terminated, aborted.Report.Result);
        Assert.Equal("Stopped by the operator", aborted.Report.Uut!.ErrorMessage);
        Assert.Empty(aborted.Flags);
        Assert.Equal(Verdict.Error, Runs.Report(Runs.Ordinary with { ExitCode = "3" }, options).Result);
        Assert.Equal(Verdict.Passed, Runs.Report(Runs.Ordinary with { ExitCode = "4" }, options).Result);
        Assert.Empty(Runs.Mapped(Runs.Ordinary with { ExitCode = "0" }, options).Flags);
    }

    [Fact]
    public void Unknown_step_code_leaves_the_verdict_to_the_limits()
    {
        var (steps, flags) = Runs.Steps([Runs.Number(1, "In", 1, 0, 2, code: "7"), Runs.Text(2, "Text", "x", "8")]);

        Assert.Equal([Verdict.Passed, Verdict.Done], steps.Select(step => step.Status));
        Assert.Equal(["unknown-result-type:7", "unknown-result-type:8"], flags);
    }

    [Fact]
    public void Failed_code_of_any_kind_of_step_is_a_failed_step()
    {
        TestStep[] rows =
        [
            Runs.Text(1, "Text", "x", "0"),
            Runs.Text(2, "Other", "x", "0") with
            {
                Kind = StepKind.Other,
            },
            Runs.Text(3, "Passed", "x", "1") with
            {
                Kind = StepKind.Other,
            },
        ];

        var (steps, _) = Runs.Steps(rows, result: "0");

        Assert.Equal([Verdict.Failed, Verdict.Failed, Verdict.Passed], steps.Select(step => step.Status));
    }

    [Fact]
    public void Passed_run_with_a_failed_step_stays_passed_flagged()
    {
        var mapped = Runs.Mapped(Runs.Ordinary with { Steps = [Runs.Number(1, "V", 9, 0, 5)] });

        Assert.Equal((Verdict.Passed, Verdict.Passed), (mapped.Report.Result, mapped.Report.Root!.Status));
        Assert.Equal(Verdict.Failed, mapped.Report.Root.Steps[0].Status);
        Assert.Equal([Flags.VerdictConflict], mapped.Flags);
    }

    [Fact]
    public void Failed_run_without_a_failed_step_gets_one()
    {
        var (steps, flags) = Runs.Steps([Runs.Number(1, "V", 1, 0, 5)], result: "0");

        var verdict = Assert.IsType<VerdictStep>(steps[^1]);
        Assert.Equal(("VTE verdict", Verdict.Failed), (verdict.Name, verdict.Status));
        Assert.Equal([Flags.VerdictConflict], flags);
    }

    [Theory]
    [InlineData("7", "0", Verdict.Error, "VTE has no step that is Error; Result: 7")]
    [InlineData(null, "0", Verdict.Error, "VTE has no step that is Error; Result: none")]
    [InlineData("1", "2", Verdict.Terminated, "VTE has no step that is Terminated; Result: 1<br>ExitCode: 2 Stopped")]
    internal void Error_and_terminated_runs_have_a_step_that_says_so(
        string? result,
        string exit,
        Verdict verdict,
        string text
    )
    {
        var options = Runs.Options with
        {
            Codes = new MappingCodes { ExitCode = new Dictionary<string, string> { ["2"] = "Aborted" } },
            ExitCodeTexts = new Dictionary<string, string> { ["2"] = "Stopped" },
        };

        foreach (TestRun run in new[] { Runs.Ordinary, Runs.Ordinary with { Steps = [] } })
        {
            var report = Runs.Report(run with { Result = result, ExitCode = exit }, options);
            var last = Assert.IsType<VerdictStep>(report.Root!.Steps[^1]);
            Assert.Equal((verdict, verdict), (report.Result, last.Status));
            Assert.Equal(("VTE verdict", text), (last.Name, last.ReportText));
        }
    }

    [Fact]
    public void Step_with_the_verdict_of_the_run_is_enough()
    {
        var options = Runs.Options with
        {
            Codes = new MappingCodes { TextResultType = new Dictionary<string, string> { ["5"] = "Error" } },
        };

        // The second step stands beside a failed one in a sequence, which fails as a whole.
        var (steps, _) = Runs.Steps([Runs.Number(1, "N", 9, 0, 5), Runs.Text(1, "T", "x", "5")], options, "7");

        Assert.Equal(Verdict.Failed, Assert.IsType<SequenceStep>(Assert.Single(steps)).Status);
    }

    [Fact]
    public void Failed_run_with_a_failed_step_gets_none()
    {
        var (steps, flags) = Runs.Steps([Runs.Number(1, "V", 9, 0, 5)], result: "0");

        Assert.Equal("V", Assert.Single(steps).Name);
        Assert.Empty(flags);
    }
}
