using System.Collections.Frozen;

namespace VteBridge.Simulator.Wats.Rules;

/// <summary>Measurements: which step has which kind and how many, and where their limits go.</summary>
internal static class MeasurementRules
{
    public static readonly FrozenDictionary<string, (string List, bool Multiple)> ByStepType = new Dictionary<
        string,
        (string, bool)
    >
    {
        ["ET_NLT"] = ("numericMeas", false),
        ["ET_MNLT"] = ("numericMeas", true),
        ["ET_SVT"] = ("stringMeas", false),
        ["ET_MSVT"] = ("stringMeas", true),
        ["ET_PFT"] = ("booleanMeas", false),
        ["ET_MPFT"] = ("booleanMeas", true),
    }.ToFrozenDictionary();

    private static readonly string[] Lists = ["numericMeas", "stringMeas", "booleanMeas"];

    public static void Check(JsonPart step, string type)
    {
        var own = ByStepType.TryGetValue(type, out var kind) ? kind.List : null;
        // A chart may have its key figures with it, one or several.
        var mayHave = type == StepRules.ChartStep ? "numericMeas" : own;
        foreach (var list in Lists)
        {
            if (step.Items(list) is not { } items)
            {
                continue;
            }
            if (list != mayHave)
            {
                step.Problem(list, $"does not belong in a step of type {type}");
            }
            CheckNames(step, list, items, own is null ? items.Count > 1 : kind.Multiple);
            foreach (var measurement in items)
            {
                CheckOne(measurement, list);
            }
        }
        // The summary step of a loop, in genuine exports, has no measurement of its own.
        if (own is not null && !step.Has("loop"))
        {
            step.Require(own);
        }
    }

    private static void CheckNames(JsonPart step, string list, IReadOnlyList<JsonPart> items, bool multiple)
    {
        if (multiple ? items.Count < 2 : items.Count != 1)
        {
            step.Problem(
                list,
                $"has {items.Count} entries, this step takes {(multiple ? "two or more" : "exactly one")}"
            );
        }
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var measurement in items)
        {
            if (!multiple)
            {
                measurement.Forbid("name", "a single measurement has no name");
            }
            else if (measurement.RequiredText("name") is { } name && !names.Add(name))
            {
                measurement.Problem("name", $"'{name}' is used twice in this step");
            }
        }
    }

    private static void CheckOne(JsonPart measurement, string list)
    {
        measurement.Letter("status", WsjfLimits.MeasurementStatuses);
        switch (list)
        {
            case "numericMeas":
                CheckNumeric(measurement);
                break;
            case "stringMeas":
                CheckString(measurement);
                break;
            default:
                measurement.Only(WsjfMembers.BooleanMeasurement);
                break;
        }
    }

    private static void CheckNumeric(JsonPart measurement)
    {
        measurement.Only(WsjfMembers.NumericMeasurement);
        measurement.Text("unit", WsjfLimits.Unit);
        measurement.Require("value");
        measurement.Number("value");
        measurement.Number("lowLimit");
        measurement.Number("highLimit");
        if (measurement.RequiredText("compOp") is not { } comparison)
        {
            return;
        }
        if (WsjfLimits.TwoLimits.Contains(comparison))
        {
            measurement.Require("lowLimit");
            measurement.Require("highLimit");
        }
        else if (WsjfLimits.OneLimit.Contains(comparison))
        {
            measurement.Require("lowLimit");
            measurement.Forbid("highLimit", $"{comparison} has one limit, and it goes into lowLimit");
        }
        else if (comparison == WsjfLimits.Log)
        {
            measurement.Forbid("lowLimit", "LOG has no limit");
            measurement.Forbid("highLimit", "LOG has no limit");
        }
        else
        {
            measurement.Problem("compOp", $"'{comparison}' does not compare numbers");
        }
    }

    private static void CheckString(JsonPart measurement)
    {
        measurement.Only(WsjfMembers.StringMeasurement);
        measurement.Require("value");
        measurement.Text("value");
        measurement.Text("limit");
        if (measurement.RequiredText("compOp") is not { } comparison)
        {
            return;
        }
        if (comparison == WsjfLimits.Log)
        {
            measurement.Forbid("limit", "LOG has no limit");
        }
        else if (WsjfLimits.StringComparisons.Contains(comparison))
        {
            measurement.Require("limit");
        }
        else
        {
            measurement.Problem("compOp", $"'{comparison}' does not compare texts");
        }
    }
}
