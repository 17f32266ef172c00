namespace VteBridge.Simulator.Wats.Rules;

/// <summary>The report itself: identity, verdict and what each of the two types needs.</summary>
internal sealed class ReportRules(WsjfRules rules)
{
    private readonly RepairRules _repair = new(rules);

    public void Check(JsonPart report)
    {
        report.Only(WsjfMembers.Report);
        report.Require("id");
        report.Id("id");
        foreach (var name in new[] { "sn", "pn", "rev", "machineName", "location", "purpose" })
        {
            report.RequiredText(name);
        }
        report.Text("productName");
        report.Text("origin");
        TimeRules.CheckStart(report, rules.RequireStartUtc);
        ProcessRules.Check(report, rules);
        var result = report.Letter("result", WsjfLimits.Results);
        switch (report.Letter("type", "TR"))
        {
            case "T":
                CheckUut(report, result);
                break;
            case "R":
                _repair.Check(report);
                break;
        }
        PartRules.CheckMiscInfos(report);
        PartRules.CheckAssets(report);
        report.Items("assetStats");
        report.Items("additionalData");
    }

    private static void CheckUut(JsonPart report, string? result)
    {
        report.Require("uut");
        report.Require("root");
        report.Forbid("uur", "belongs to reports of type R");
        PartRules.CheckSubUnits(report);
        if (report.Object("uut") is { } uut)
        {
            CheckUutBody(uut);
        }
        if (report.Object("root") is { } root)
        {
            var steps = new StepRules();
            var status = steps.CheckRoot(root);
            if (result is not null && status is not null && result != status)
            {
                root.Problem("status", $"is {status}, but the report's result is {result}");
            }
            if (result == "F" && !steps.HasFailedStep)
            {
                report.Problem("root", "the report failed, but none of its steps did");
            }
        }
    }

    private static void CheckUutBody(JsonPart uut)
    {
        uut.Only(WsjfMembers.Uut);
        uut.Text("user");
        uut.Text("batchSN");
        uut.Text("fixtureId");
        uut.Text("comment", WsjfLimits.Comment);
        uut.Text("errorMessage", WsjfLimits.ReportError);
        uut.Number("execTime");
        uut.Integer("errorCode");
        uut.Integer("testSocketIndex");
        uut.Integer("batchFailCount");
        uut.Integer("batchLoopIndex");
        uut.Integer("stepIdCausedUUTFailure");
    }
}
