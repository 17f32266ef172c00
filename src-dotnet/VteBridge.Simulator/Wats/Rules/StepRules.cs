using System.Collections.Frozen;

namespace VteBridge.Simulator.Wats.Rules;

/// <summary>The steps of one test report, from the root down.</summary>
internal sealed class StepRules
{
    public const string ChartStep = "WATS_XYGMNLT";
    private const string Sequence = "SequenceCall";

    /// <summary>Besides these, a type that begins with NI_ (what TestStand brings along) is known.</summary>
    private static readonly FrozenSet<string> Types = new[]
    {
        Sequence,
        ChartStep,
        "ET_NLT",
        "ET_MNLT",
        "ET_SVT",
        "ET_MSVT",
        "ET_PFT",
        "ET_MPFT",
        "ET_A",
        "Action",
        "CallExecutable",
        "DoWhile",
        "Goto",
        "Label",
        "MessagePopup",
        "Statement",
    }.ToFrozenSet(StringComparer.Ordinal);

    private readonly HashSet<int> _ids = [];

    /// <summary>A step below the root has status F.</summary>
    public bool HasFailedStep { get; private set; }

    /// <returns>The root's status, or null when it is missing or wrong.</returns>
    public string? CheckRoot(JsonPart root)
    {
        if (root.Text("stepType") is { } type && type != Sequence)
        {
            root.Problem("stepType", $"is '{type}', the root is a {Sequence}");
        }
        return Check(root);
    }

    private string? Check(JsonPart step)
    {
        step.Only(WsjfMembers.Step);
        step.RequiredText("name");
        step.Letter("group", WsjfLimits.Groups);
        var status = step.Letter("status", WsjfLimits.StepStatuses);
        step.Text("errorMessage", WsjfLimits.StepError);
        step.Text("reportText", WsjfLimits.ReportText);
        step.Integer("errorCode");
        step.Number("totTime");
        step.Boolean("causedUUTFailure");
        step.Boolean("causedSeqFailure");
        step.Items("additionalResults");
        TimeRules.Check(step, "start");
        if (step.Integer("id") is { } id && !_ids.Add(id))
        {
            step.Problem("id", $"{id} is used twice");
        }
        if (step.RequiredText("stepType") is { } type)
        {
            CheckType(step, type);
        }
        CheckExtras(step);
        foreach (var child in step.Items("steps") ?? [])
        {
            HasFailedStep |= Check(child) == "F";
        }
        return status;
    }

    private static void CheckType(JsonPart step, string type)
    {
        if (!Types.Contains(type) && !type.StartsWith("NI_", StringComparison.Ordinal))
        {
            step.Problem("stepType", $"'{type}' is not a step type of WATS");
            return;
        }
        MeasurementRules.Check(step, type);
        if (type == Sequence)
        {
            CheckSequence(step);
        }
        else
        {
            step.Forbid("seqCall", $"belongs to a {Sequence}");
            step.Forbid("steps", $"belong to a {Sequence}");
        }
        if (type == ChartStep)
        {
            step.Require("chart");
        }
        else if (type != Sequence)
        {
            step.Forbid("chart", $"belongs to a step of type {ChartStep}");
        }
    }

    private static void CheckSequence(JsonPart step)
    {
        step.Require("seqCall");
        if (step.Object("seqCall") is not { } call)
        {
            return;
        }
        call.Only(WsjfMembers.SequenceCall);
        call.RequiredText("path", WsjfLimits.SequencePath);
        call.RequiredText("name", WsjfLimits.SequenceName);
        call.Text("version", WsjfLimits.SequenceVersion, shortest: 1);
        // The summary step of a loop, in genuine exports, has no version.
        if (!step.Has("loop"))
        {
            call.Require("version");
        }
    }

    private static void CheckExtras(JsonPart step)
    {
        if (step.Object("loop") is { } loop)
        {
            loop.Only(WsjfMembers.Loop);
            foreach (var name in WsjfMembers.Loop)
            {
                loop.Integer(name);
            }
        }
        if (step.Object("callExe") is { } call)
        {
            call.Only(WsjfMembers.CallExe);
            call.Number("exitCode");
        }
        if (step.Object("messagePopup") is { } popup)
        {
            popup.Only(WsjfMembers.MessagePopup);
            popup.Text("response");
            popup.Integer("button");
        }
        if (step.Object("chart") is { } chart)
        {
            ChartRules.Check(chart);
            step.Forbid("attachment", "a step has one chart or one attachment, not both");
        }
        if (step.Object("attachment") is { } attachment)
        {
            AttachmentRules.Check(attachment);
        }
    }
}
