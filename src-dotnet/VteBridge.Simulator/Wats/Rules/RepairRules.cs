namespace VteBridge.Simulator.Wats.Rules;

/// <summary>Reports of type R.</summary>
internal sealed class RepairRules(WsjfRules rules)
{
    private const string Main = "Main";

    public void Check(JsonPart report)
    {
        report.Require("uur");
        report.Require("subUnits");
        report.Forbid("uut", "belongs to reports of type T");
        report.Forbid("root", "belongs to reports of type T");
        if (report.Object("uur") is { } uur)
        {
            CheckBody(uur);
        }
        CheckUnits(report);
        foreach (var info in report.Items("miscInfos") ?? [])
        {
            if (info.Text("description") is { } description && !rules.RepairMiscInfos.Contains(description))
            {
                info.Problem(
                    "description",
                    $"no misc info '{description}' is defined for repair reports on this server"
                );
            }
        }
    }

    private void CheckBody(JsonPart uur)
    {
        uur.Only(WsjfMembers.Uur);
        uur.RequiredText("user");
        uur.Require("comment");
        uur.Text("comment", WsjfLimits.Comment);
        ProcessRules.Check(uur, rules);
        if (!uur.Mentions("refUUT"))
        {
            uur.Problem("refUUT", "is required; null says that the test report is not known");
        }
        uur.Id("refUUT");
        foreach (var time in new[] { "confirmDate", "finalizeDate" })
        {
            uur.Require(time);
            TimeRules.Check(uur, time);
        }
        uur.Require("execTime");
        uur.Number("execTime");
    }

    private void CheckUnits(JsonPart report)
    {
        if (report.Items("subUnits") is not { } units)
        {
            return;
        }
        var seen = new HashSet<int>();
        foreach (var unit in units)
        {
            unit.Only(WsjfMembers.RepairedUnit);
            PartRules.CheckUnit(unit);
            unit.Require("idx");
            if (unit.Integer("idx") is { } index && !seen.Add(index))
            {
                unit.Problem("idx", $"{index} is used twice");
            }
            unit.Integer("parentIdx");
            unit.Integer("replacedIdx");
            foreach (var failure in unit.Items("failures") ?? [])
            {
                CheckFailure(failure);
            }
        }
        CheckMainUnit(report, units);
    }

    private static void CheckMainUnit(JsonPart report, IReadOnlyList<JsonPart> units)
    {
        if (units.Count == 0)
        {
            report.Problem("subUnits", "the repaired unit itself must be there, with idx 0");
            return;
        }
        var main = units[0];
        if (main.Integer("idx") is { } index && index != 0)
        {
            main.Problem("idx", "the first sub-unit is the repaired unit itself and has idx 0");
        }
        if (main.Text("partType", WsjfLimits.PartType) is { } type && type != Main)
        {
            main.Problem("partType", $"is '{type}', the repaired unit itself is '{Main}'");
        }
        if (units.All(unit => unit.Items("failures") is not { Count: > 0 }))
        {
            report.Problem("subUnits", "a repair needs at least one failure");
        }
    }

    private void CheckFailure(JsonPart failure)
    {
        failure.Only(WsjfMembers.Failure);
        var category = failure.RequiredText("category");
        var code = failure.RequiredText("code");
        if (category is not null && !rules.RepairCodes.ContainsKey(category))
        {
            failure.Problem("category", $"no repair category '{category}' exists on this server");
        }
        else if (category is not null && code is not null && !rules.RepairCodes[category].Contains(code))
        {
            failure.Problem("code", $"no repair code '{code}' exists in category '{category}' on this server");
        }
        failure.Text("comment", WsjfLimits.Comment);
        failure.Integer("refStepId");
        foreach (
            var name in new[]
            {
                "comRef",
                "funcBlock",
                "refStepName",
                "artNumber",
                "artRev",
                "artVendor",
                "artDescription",
            }
        )
        {
            failure.Text(name);
        }
        foreach (var attachment in failure.Items("attachments") ?? [])
        {
            AttachmentRules.Check(attachment);
        }
    }
}
