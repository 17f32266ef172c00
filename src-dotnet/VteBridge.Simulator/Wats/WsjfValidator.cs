using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;
using VteBridge.Simulator.Wats.Rules;

namespace VteBridge.Simulator.Wats;

/// <summary>
/// Judges a WSJF report by the written contract. Pure: no clock, no I/O; one instance may be used by many threads.
/// That a start in the future is quarantined is therefore the store's rule.
/// </summary>
internal sealed class WsjfValidator(WsjfRules rules)
{
    /// <summary>Deep enough for any tree of sequences; a member written twice is an error.</summary>
    public static readonly JsonDocumentOptions Parsing = new() { MaxDepth = 512, AllowDuplicateProperties = false };

    private readonly ReportRules _report = new(rules);

    public WsjfValidator()
        : this(new WsjfRules()) { }

    /// <returns>Every reason to refuse the document, each led by a JSON path; empty when it is valid.</returns>
    public IReadOnlyList<string> Validate(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.Span.StartsWith("\uFEFF"u8))
        {
            return ["$: begins with a byte order mark"];
        }
        try
        {
            using var document = JsonDocument.Parse(utf8, Parsing);
            return Validate(document.RootElement);
        }
        catch (JsonException notJson)
        {
            return [$"$: is not JSON: {notJson.Message}"];
        }
    }

    /// <inheritdoc cref="Validate(ReadOnlyMemory{byte})"/>
    public IReadOnlyList<string> Validate(JsonElement report)
    {
        if (report.ValueKind != JsonValueKind.Object)
        {
            return ["$: must be an object"];
        }
        if (!Utf8.IsValid(JsonMarshal.GetRawUtf8Value(report)))
        {
            return ["$: is not valid UTF-8"];
        }
        var problems = new Problems();
        TextRules.Check(report, problems);
        _report.Check(new JsonPart(report, Place.Root, problems));
        return problems.All;
    }
}
