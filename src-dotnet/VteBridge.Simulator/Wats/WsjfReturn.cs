using System.Globalization;
using System.Text.Json.Nodes;
using VteBridge.Simulator.Wats.Rules;

namespace VteBridge.Simulator.Wats;

/// <summary>
/// The report as a genuine server returns it: doubles at 15 significant digits, ids on steps, members that were
/// absent as null. Levels: 0 the identifying data, 1 to 3 all but the steps, 4 and 5 without chart data, above everything.
/// </summary>
internal sealed class WsjfReturn(WsjfRules rules)
{
    private const int StepsFrom = 4;
    private const int ChartsFrom = 6;
    private static readonly string Origin = "6f7a4c1e-0000-4000-8000-57415453494d";

    public JsonObject Document(StoredReport report, ReportDetail detail)
    {
        var header = report.Header;
        var document = Identity(header);
        if (detail.Level < 1 || report.Body is not { } body)
            return document;
        var sent = JsonNode.Parse(body.Span)!.AsObject();
        var steps = new ReturnedSteps(detail with { Charts = detail.Charts && detail.Level >= ChartsFrom });
        var root = sent["root"] is JsonObject given ? steps.Copy(given) : null;
        if (header.Type == "T")
        {
            document["uut"] = Uut(sent["uut"]!.AsObject(), steps.FirstFailed);
            if (detail.Level >= StepsFrom)
                document["root"] = root;
        }
        else
            document["uur"] = Completed(sent["uur"]!.AsObject(), "processName", "refUUT", "parent", "children");
        foreach (var list in new[] { "miscInfos", "subUnits", "assets", "assetStats", "additionalData" })
            document[list] = sent[list]?.DeepClone() ?? new JsonArray();
        foreach (var info in document["miscInfos"]!.AsArray().OfType<JsonObject>())
            Complete(info, "text", "numeric");
        return document;
    }

    private JsonObject Identity(ReportHeader header) =>
        new()
        {
            ["type"] = header.Type,
            ["id"] = header.Id.ToString(),
            ["pn"] = header.PartNumber,
            ["sn"] = header.SerialNumber,
            ["rev"] = header.Revision,
            ["productName"] = null,
            ["processCode"] = header.ProcessCode,
            ["processCodeFormat"] = null,
            ["processName"] = rules.Processes.FirstOrDefault(p => p.Code == header.ProcessCode)?.Name,
            ["result"] = header.Result,
            ["machineName"] = header.StationName,
            ["location"] = header.Location,
            ["purpose"] = header.Purpose,
            ["origin"] = Origin,
            ["start"] = header.Start.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture),
            ["startUTC"] = header.Start.UtcDateTime.ToString(
                "yyyy-MM-ddTHH:mm:ss.FFFFFFFZ",
                CultureInfo.InvariantCulture
            ),
        };

    private static JsonObject Uut(JsonObject sent, int? firstFailed)
    {
        var uut = Completed(
            sent,
            "execTime",
            "testSocketIndex",
            "batchSN",
            "comment",
            "errorCode",
            "errorMessage",
            "fixtureId",
            "user",
            "batchFailCount",
            "batchLoopIndex"
        );
        uut["stepIdCausedUUTFailure"] = firstFailed;
        return uut;
    }

    private static JsonObject Completed(JsonObject sent, params string[] members)
    {
        var copy = sent.DeepClone().AsObject();
        Complete(copy, members);
        return copy;
    }

    private static void Complete(JsonObject owner, params string[] members)
    {
        foreach (var member in members)
            owner.TryAdd(member, null);
        if (owner["execTime"] is { } time)
            owner["execTime"] = ReturnedNumber.From(time);
    }
}
