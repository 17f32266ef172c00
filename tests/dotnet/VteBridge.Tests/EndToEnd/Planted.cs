using System.Text.Json.Nodes;
using VteBridge.Simulator.Wats;

namespace VteBridge.Tests.EndToEnd;

/// <summary>Plants faults in reports that WATS holds.</summary>
internal static class Planted
{
    public static void In(WatsServer wats, StoredReport report, Action<JsonObject> change)
    {
        var json = JsonNode.Parse(report.Body!.Value.Span)!.AsObject();
        change(json);
        var body = System.Text.Encoding.UTF8.GetBytes(json.ToJsonString());
        using var parsed = System.Text.Json.JsonDocument.Parse(body);
        wats.Store.Keep(ReportHeader.From(parsed.RootElement), body);
    }
}
