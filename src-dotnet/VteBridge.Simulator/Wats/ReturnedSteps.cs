using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace VteBridge.Simulator.Wats;

/// <summary>Copies the steps of one report into the form a server returns, numbering those without an id in document order.</summary>
internal sealed class ReturnedSteps(ReportDetail detail)
{
    private static readonly string[] Doubles = ["totTime", "value", "lowLimit", "highLimit", "exitCode"];
    private static readonly string[] EmptyIsAbsent = ["steps", "additionalResults"];
    private int _last;

    /// <summary>Number of the first failed step below the root; null when none failed.</summary>
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
        {
            if (name == "id" || value is JsonArray { Count: 0 } && EmptyIsAbsent.Contains(name))
                continue;
            step[name] = value is null ? null : Member(name, value);
        }
        step["causedUUTFailure"] = caused;
        if (!detail.Charts)
            step.Remove("chart");
        if (!detail.Attachments)
            step.Remove("attachment");
        return step;
    }

    private JsonNode? Member(string name, JsonNode value) =>
        (name, value) switch
        {
            ("steps", JsonArray steps) => new JsonArray([.. steps.Select(s => Copy(s!.AsObject()))]),
            ("numericMeas", JsonArray list) => Measurements(list, "name", "unit", "lowLimit", "highLimit"),
            ("stringMeas", JsonArray list) => Measurements(list, "name", "limit"),
            ("booleanMeas", JsonArray list) => Measurements(list, "name"),
            ("chart", JsonObject chart) => Completed(chart, "xUnit", "yUnit"),
            _ when Doubles.Contains(name) => ReturnedNumber.From(value),
            _ => value.DeepClone(),
        };

    private static JsonArray Measurements(JsonArray sent, params string[] members) =>
        new([.. sent.Select(m => Completed(m!.AsObject(), members))]);

    private static JsonObject Completed(JsonObject sent, params string[] members)
    {
        var copy = sent.DeepClone().AsObject();
        foreach (var member in members)
            copy.TryAdd(member, null);
        foreach (var name in Doubles)
        {
            if (copy[name] is JsonValue number && number.TryGetValue<double>(out _))
                copy[name] = ReturnedNumber.From(number);
        }
        return copy;
    }
}

/// <summary>A double as WATS returns it: 15 significant digits, always with a fraction or an exponent.</summary>
internal static class ReturnedNumber
{
    public static JsonNode From(JsonNode sent)
    {
        var text = sent.GetValue<double>().ToString("G15", CultureInfo.InvariantCulture);
        return JsonNode.Parse(text.AsSpan().IndexOfAny('.', 'E') < 0 ? text + ".0" : text)!;
    }
}

/// <summary>How much of a report the caller wants.</summary>
/// <param name="Level">0 the identifying data … 7 everything.</param>
internal sealed record ReportDetail(int Level, bool Charts, bool Attachments)
{
    public const int Full = 7;

    public static ReportDetail From(IQueryCollection query) =>
        new(
            int.TryParse(query["detailLevel"], CultureInfo.InvariantCulture, out var level) ? level : Full,
            query["includeChartdata"] != "false",
            query["includeAttachments"] != "false"
        );
}
