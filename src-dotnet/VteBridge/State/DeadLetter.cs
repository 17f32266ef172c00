using System.Text.Json;
using System.Text.Json.Serialization;
using VteBridge.Delivery;

namespace VteBridge.State;

/// <summary>A run (or repair) that could not be mapped or was rejected: what it is, why, and what to do.</summary>
/// <param name="Id">Of the report, lower case; for a run the Index_GUID.</param>
/// <param name="Kind">T: a run; R: a repair.</param>
/// <param name="Source">VTE's own key: the Index_GUID, or the repair's id.</param>
/// <param name="Run">Raw timestamp of the run or repair.</param>
/// <param name="Report">The report as it was refused; null when there is none.</param>
internal sealed record DeadLetter(
    string Id,
    string Kind,
    string Source,
    DateTime Run,
    string? Serial,
    string? Station,
    string? Testplan,
    string What,
    string Fix,
    DateTimeOffset RecordedAt,
    JsonElement? Report = null
)
{
    /// <summary>A report that WATS refused for good; what it is about is read off the report itself.</summary>
    public static DeadLetter OfRefusal(Receipt receipt, string kind, DateTime run, string? testplan, DateTimeOffset at)
    {
        var report = receipt.Report.IsEmpty ? (JsonElement?)null : JsonElement.Parse(receipt.Report.Span);
        return new DeadLetter(
            receipt.Id,
            kind,
            receipt.Id,
            run,
            Text("sn"),
            Text("machineName"),
            testplan,
            $"WATS refused the report: {receipt.Message}",
            $"Correct what WATS names (in VTE, or in the section Mapping), then run 'vtebridge replay {receipt.Id}'.",
            at,
            report
        );

        string? Text(string name) =>
            report is { ValueKind: JsonValueKind.Object } r && r.TryGetProperty(name, out var text)
                ? text.ToString()
                : null;
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true
)]
[JsonSerializable(typeof(DeadLetter))]
internal sealed partial class DeadLetterJson : JsonSerializerContext;
