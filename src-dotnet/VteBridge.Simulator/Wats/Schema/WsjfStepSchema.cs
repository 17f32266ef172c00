using System.Text.Json.Nodes;
using VteBridge.Simulator.Wats.Rules;
using static VteBridge.Simulator.Wats.Schema.SchemaNodes;

namespace VteBridge.Simulator.Wats.Schema;

/// <summary>Steps and measurements in the JSON schema.</summary>
internal static class WsjfStepSchema
{
    public static JsonObject Definitions() =>
        new()
        {
            ["step"] = Step(),
            ["numericMeas"] = Numeric(),
            ["stringMeas"] = String(),
            ["booleanMeas"] = SchemaNodes.Object(
                WsjfMembers.BooleanMeasurement,
                "status",
                new() { ["name"] = Text(), ["status"] = Letters(WsjfLimits.MeasurementStatuses) }
            ),
        };

    private static JsonObject Step()
    {
        var step = SchemaNodes.Object(
            WsjfMembers.Step,
            "name group status stepType",
            new()
            {
                ["name"] = RequiredText(),
                ["group"] = Letters(WsjfLimits.Groups),
                ["status"] = Letters(WsjfLimits.StepStatuses),
                ["stepType"] = RequiredText(),
                ["errorMessage"] = Text(WsjfLimits.StepError),
                ["reportText"] = Text(WsjfLimits.ReportText),
                ["errorCode"] = Optional("integer"),
                ["totTime"] = Optional("number"),
                ["steps"] = List(Reference("step")),
                ["numericMeas"] = List(Reference("numericMeas")),
                ["stringMeas"] = List(Reference("stringMeas")),
                ["booleanMeas"] = List(Reference("booleanMeas")),
                ["seqCall"] = OrAbsent(SequenceCall()),
                ["attachment"] = OrAbsent(Attachment()),
                ["chart"] = OrAbsent(Chart()),
            }
        );
        var rules = new JsonArray(When("stepType", ["SequenceCall"], Demand("seqCall", [])));
        foreach (var (type, (list, multiple)) in MeasurementRules.ByStepType)
        {
            var entries = List(Reference(list), multiple ? 2 : 1, multiple ? null : 1);
            rules.Add(When("stepType", [type], Demand("", new() { [list] = entries })));
        }
        step["allOf"] = rules;
        return step;
    }

    private static JsonObject Numeric()
    {
        var measurement = SchemaNodes.Object(
            WsjfMembers.NumericMeasurement,
            "compOp status value",
            new()
            {
                ["compOp"] = OneOf([.. WsjfLimits.TwoLimits, .. WsjfLimits.OneLimit, WsjfLimits.Log]),
                ["name"] = Text(),
                ["status"] = Letters(WsjfLimits.MeasurementStatuses),
                ["unit"] = Text(WsjfLimits.Unit),
                ["value"] = Required("number"),
                ["lowLimit"] = Optional("number"),
                ["highLimit"] = Optional("number"),
            }
        );
        measurement["allOf"] = new JsonArray(
            When(
                "compOp",
                WsjfLimits.TwoLimits,
                Demand(
                    "lowLimit highLimit",
                    new() { ["lowLimit"] = Required("number"), ["highLimit"] = Required("number") }
                )
            ),
            When(
                "compOp",
                WsjfLimits.OneLimit,
                Demand("lowLimit", new() { ["lowLimit"] = Required("number"), ["highLimit"] = Null() })
            ),
            When("compOp", [WsjfLimits.Log], Demand("", new() { ["lowLimit"] = Null(), ["highLimit"] = Null() }))
        );
        return measurement;
    }

    private static JsonObject String()
    {
        var measurement = SchemaNodes.Object(
            WsjfMembers.StringMeasurement,
            "compOp status value",
            new()
            {
                ["compOp"] = OneOf([.. WsjfLimits.StringComparisons, WsjfLimits.Log]),
                ["name"] = Text(),
                ["status"] = Letters(WsjfLimits.MeasurementStatuses),
                ["value"] = new JsonObject { ["type"] = "string", ["maxLength"] = WsjfLimits.Text },
                ["limit"] = Text(),
            }
        );
        measurement["allOf"] = new JsonArray(
            When("compOp", WsjfLimits.StringComparisons, Demand("limit", new() { ["limit"] = Required("string") })),
            When("compOp", [WsjfLimits.Log], Demand("", new() { ["limit"] = Null() }))
        );
        return measurement;
    }

    private static JsonObject SequenceCall() =>
        SchemaNodes.Object(
            WsjfMembers.SequenceCall,
            "path name",
            new()
            {
                ["path"] = RequiredText(WsjfLimits.SequencePath),
                ["name"] = RequiredText(WsjfLimits.SequenceName),
                ["version"] = Text(WsjfLimits.SequenceVersion),
            }
        );

    private static JsonObject Attachment() =>
        SchemaNodes.Object(
            WsjfMembers.Attachment,
            "name contentType data",
            new()
            {
                ["name"] = RequiredText(),
                ["contentType"] = RequiredText(),
                ["data"] = Required("string"),
            }
        );

    private static JsonObject Chart() =>
        SchemaNodes.Object(
            WsjfMembers.Chart,
            "chartType label xLabel yLabel series",
            new()
            {
                ["chartType"] = OneOf(WsjfLimits.ChartTypes),
                ["label"] = RequiredText(),
                ["xLabel"] = RequiredText(),
                ["yLabel"] = RequiredText(),
                ["series"] = List(Series(), 1),
            }
        );

    private static JsonObject Series() =>
        SchemaNodes.Object(
            WsjfMembers.Series,
            "dataType name xdata ydata",
            new()
            {
                ["dataType"] = OneOf(["XYG"]),
                ["name"] = RequiredText(),
                ["xdata"] = Required("string"),
                ["ydata"] = Required("string"),
            }
        );
}
