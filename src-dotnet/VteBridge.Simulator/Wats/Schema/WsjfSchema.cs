using System.Text.Json.Nodes;
using VteBridge.Simulator.Wats.Rules;
using static VteBridge.Simulator.Wats.Schema.SchemaNodes;

namespace VteBridge.Simulator.Wats.Schema;

/// <summary>
/// The contract as a JSON schema (draft 7), as far as one can say it: that report and root agree, that a failed
/// report has a failed step, that times are the same instant, sizes of attachments and unique names are beyond it.
/// </summary>
internal static class WsjfSchema
{
    public static string Text(WsjfRules rules)
    {
        var required = "id type pn sn rev machineName location purpose result start processCode";
        var report = SchemaNodes.Object(
            WsjfMembers.Report,
            rules.RequireStartUtc ? required + " startUTC" : required,
            new()
            {
                ["id"] = Formatted("uuid"),
                ["type"] = Letters("TR"),
                ["pn"] = RequiredText(),
                ["sn"] = RequiredText(),
                ["rev"] = RequiredText(),
                ["machineName"] = RequiredText(),
                ["location"] = RequiredText(),
                ["purpose"] = RequiredText(),
                ["processCode"] = Required("integer"),
                ["processName"] = SchemaNodes.Text(),
                ["result"] = Letters(WsjfLimits.Results),
                ["start"] = Formatted("date-time"),
                ["startUTC"] = Utc(),
                ["root"] = new JsonObject { ["anyOf"] = new JsonArray(Null(), Reference("step")) },
                ["uut"] = OrAbsent(Uut()),
                ["uur"] = OrAbsent(Uur()),
                ["miscInfos"] = List(MiscInfo()),
                ["assets"] = List(Asset()),
            }
        );
        report["$schema"] = "http://json-schema.org/draft-07/schema#";
        report["title"] = "WSJF report";
        report["allOf"] = new JsonArray(
            When("type", ["T"], Demand("uut root", OfTest())),
            When("type", ["R"], Demand("uur subUnits", OfRepair()))
        );
        report["definitions"] = WsjfStepSchema.Definitions();
        return report.ToJsonString();
    }

    private static JsonObject OfTest() =>
        new()
        {
            ["uut"] = Required("object"),
            ["root"] = Required("object"),
            ["uur"] = Null(),
            ["subUnits"] = List(SubUnit()),
        };

    private static JsonObject OfRepair()
    {
        var units = List(RepairedUnit(), 1);
        units["type"] = "array";
        return new()
        {
            ["uur"] = Required("object"),
            ["uut"] = Null(),
            ["root"] = Null(),
            ["subUnits"] = units,
        };
    }

    private static JsonObject Utc() =>
        new()
        {
            ["type"] = "string",
            ["format"] = "date-time",
            ["pattern"] = "Z$",
        };

    private static JsonObject Uut() =>
        SchemaNodes.Object(
            WsjfMembers.Uut,
            "",
            new()
            {
                ["user"] = SchemaNodes.Text(),
                ["batchSN"] = SchemaNodes.Text(),
                ["fixtureId"] = SchemaNodes.Text(),
                ["comment"] = SchemaNodes.Text(WsjfLimits.Comment),
                ["errorMessage"] = SchemaNodes.Text(WsjfLimits.ReportError),
                ["errorCode"] = Optional("integer"),
                ["execTime"] = Optional("number"),
            }
        );

    private static JsonObject Uur() =>
        SchemaNodes.Object(
            WsjfMembers.Uur,
            "user comment processCode refUUT confirmDate finalizeDate execTime",
            new()
            {
                ["user"] = RequiredText(),
                ["comment"] = SchemaNodes.Text(WsjfLimits.Comment),
                ["processCode"] = Required("integer"),
                ["refUUT"] = Optional("string"),
                ["confirmDate"] = Formatted("date-time"),
                ["finalizeDate"] = Formatted("date-time"),
                ["execTime"] = Required("number"),
            }
        );

    private static JsonObject MiscInfo() =>
        SchemaNodes.Object(
            WsjfMembers.MiscInfo,
            "description",
            new()
            {
                ["description"] = RequiredText(),
                ["text"] = SchemaNodes.Text(),
                ["numeric"] = Optional("number"),
            }
        );

    private static JsonObject Asset() =>
        SchemaNodes.Object(
            WsjfMembers.Asset,
            "assetSN usageCount",
            new() { ["assetSN"] = RequiredText(), ["usageCount"] = Required("integer") }
        );

    private static JsonObject SubUnit() => SchemaNodes.Object(WsjfMembers.SubUnit, "partType pn sn", Unit());

    private static JsonObject RepairedUnit()
    {
        var unit = Unit();
        unit["idx"] = Required("integer");
        unit["failures"] = List(
            SchemaNodes.Object(
                WsjfMembers.Failure,
                "category code",
                new()
                {
                    ["category"] = RequiredText(),
                    ["code"] = RequiredText(),
                    ["comment"] = SchemaNodes.Text(WsjfLimits.Comment),
                    ["comRef"] = SchemaNodes.Text(),
                    ["refStepId"] = Optional("integer"),
                }
            )
        );
        return SchemaNodes.Object(WsjfMembers.RepairedUnit, "partType pn sn idx", unit);
    }

    private static JsonObject Unit() =>
        new()
        {
            ["partType"] = RequiredText(WsjfLimits.PartType),
            ["pn"] = RequiredText(),
            ["sn"] = RequiredText(),
            ["rev"] = SchemaNodes.Text(),
        };
}
