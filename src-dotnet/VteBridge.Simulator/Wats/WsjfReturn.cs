using System.Text.Json.Nodes;
using VteBridge.Simulator.Wats.Rules;

namespace VteBridge.Simulator.Wats;

/// <summary>
/// Builds a report as a real WATS server returns it: doubles with 15 significant digits, ids on steps, absent members as null.
/// </summary>
internal sealed class WsjfReturn(WsjfRules rules)
{
    private static readonly string Origin = "6f7a4c1e-0000-4000-8000-57415453494d";

    /// <param name="isWhole">False returns the identifying data only (WATS's detail level 0).</param>
    public JsonObject Document(StoredReport report, bool isWhole)
    {
        var header = report.Header;
        var document = Identity(header);
        if (!isWhole || report.Body is not { } body)
            return document;
        var sent = JsonNode.Parse(body.Span)!.AsObject();
        if (header.Type == "T")
        {
            var steps = new ReturnedSteps();
            document["root"] = steps.Copy(sent["root"]!.AsObject());
            document["uut"] = Completed(
                sent["uut"]!,
                "execTime testSocketIndex batchSN comment errorCode errorMessage fixtureId user batchFailCount batchLoopIndex"
            );
            document["uut"]!["stepIdCausedUUTFailure"] = steps.FirstFailed;
        }
        else
            document["uur"] = Completed(sent["uur"]!, "processName refUUT parent children");
        foreach (var list in new[] { "miscInfos", "subUnits", "assets", "assetStats", "additionalData" })
            document[list] = sent[list]?.DeepClone() ?? new JsonArray();
        document["miscInfos"] = new JsonArray([
            .. document["miscInfos"]!.AsArray().Select(info => Completed(info!, "text numeric")),
        ]);
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
            ["processName"] = rules.ProcessName(header.ProcessCode),
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

    /// <summary>Copies the object and adds null for each absent member; <paramref name="members"/> are separated by blanks.</summary>
    public static JsonObject Completed(JsonNode sent, string members)
    {
        var copy = sent.DeepClone().AsObject();
        foreach (var member in members.Split(' '))
            copy.TryAdd(member, null);
        foreach (var name in ReturnedSteps.Doubles)
            if (copy[name] is JsonValue number && number.TryGetValue<double>(out _))
                copy[name] = ReturnedSteps.Number(number);
        return copy;
    }
}

/// <summary>Copies the steps of one report, numbering those without an id in document order.</summary>
internal sealed class ReturnedSteps
{
    public static readonly string[] Doubles = ["totTime", "value", "lowLimit", "highLimit", "exitCode", "execTime"];
    private int _last;

    /// <summary>Id of the first failed step below the root; null when none failed.</summary>
    public int? FirstFailed { get; private set; }

    public JsonObject Copy(JsonObject sent)
    {
        var isRoot = _last == 0;
        var number = (int?)sent["id"] ?? _last + 1;
        _last = Math.Max(_last, number);
        var caused = !isRoot && FirstFailed is null && (string?)sent["status"] == "F" && sent["steps"] is null;
        if (caused)
            FirstFailed = number;
        var step = new JsonObject { ["id"] = number };
        foreach (var (name, value) in sent)
            if (name != "id" && !(value is JsonArray { Count: 0 } && name is "steps" or "additionalResults"))
                step[name] = value is null ? null : Member(name, value);
        step["causedUUTFailure"] = caused;
        return step;
    }

    /// <summary>A double as WATS returns it: 15 significant digits, always with a fraction or an exponent.</summary>
    public static JsonNode Number(JsonNode sent)
    {
        var text = sent.GetValue<double>().ToString("G15", CultureInfo.InvariantCulture);
        return JsonNode.Parse(text.AsSpan().IndexOfAny('.', 'E') < 0 ? text + ".0" : text)!;
    }

    private JsonNode? Member(string name, JsonNode value) =>
        (name, value) switch
        {
            ("steps", JsonArray steps) => new JsonArray([.. steps.Select(s => Copy(s!.AsObject()))]),
            ("numericMeas", JsonArray list) => Measurements(list, "name unit lowLimit highLimit"),
            ("stringMeas", JsonArray list) => Measurements(list, "name limit"),
            ("booleanMeas", JsonArray list) => Measurements(list, "name"),
            ("chart", JsonObject chart) => WsjfReturn.Completed(chart, "xUnit yUnit"),
            _ when Doubles.Contains(name) => Number(value),
            _ => value.DeepClone(),
        };

    private static JsonArray Measurements(JsonArray sent, string members) =>
        new([.. sent.Select(measurement => WsjfReturn.Completed(measurement!, members))]);
}
