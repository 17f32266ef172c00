using System.Runtime.InteropServices;
using System.Text.Unicode;
using VteBridge.Simulator.Wats.Rules;

namespace VteBridge.Simulator.Wats;

/// <summary>
/// Validates a WSJF report. Pure: no clock, no I/O; thread-safe. The quarantine of reports from the future needs a clock and is therefore
/// in <see cref="WatsStore"/>.
/// </summary>
internal sealed class WsjfValidator(WsjfRules rules)
{
    private const int MostReasons = 1000;

    /// <summary>The depth is enough for any tree of sequences. A member that occurs twice is an error.</summary>
    public static readonly JsonDocumentOptions Parsing = new() { MaxDepth = 512, AllowDuplicateProperties = false };

    public WsjfValidator()
        : this(new WsjfRules()) { }

    /// <returns>The reasons to refuse the document, each preceded by a JSON path, at most 1000; empty when it is valid.</returns>
    public IReadOnlyList<string> Validate(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.Span.StartsWith("\uFEFF"u8))
            return ["$: begins with a byte order mark"];
        if (!Utf8.IsValid(utf8.Span))
            return ["$: is not valid UTF-8"];
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

    private IReadOnlyList<string> Validate(JsonElement report)
    {
        if (!rules.Validates)
            return report.ValueKind == JsonValueKind.Object ? [] : ["$: must be an object"];
        // Control characters and lone surrogates can only be written as escapes, so texts need checking only where there is a backslash.
        var broken = JsonMarshal.GetRawUtf8Value(report).Contains((byte)'\\')
            ? Texts(report, "$").Take(MostReasons).ToList()
            : [];
        if (broken.Count == 0)
            broken = [.. WsjfSchema.Broken(report).Take(MostReasons)];
        return broken.Count > 0 ? broken : [.. CrossFieldRules.Broken(report, rules).Take(MostReasons)];
    }

    private static IEnumerable<string> Texts(JsonElement value, string path) =>
        value.ValueKind switch
        {
            JsonValueKind.Object => value
                .EnumerateObject()
                .SelectMany(member => Texts(member.Value, $"{path}.{member.Name}")),
            JsonValueKind.Array => value.EnumerateArray().Index().SelectMany(i => Texts(i.Item, $"{path}[{i.Index}]")),
            JsonValueKind.String when Problem(value) is { } problem => [$"{path}: {problem}"],
            _ => [],
        };

    private static string? Problem(JsonElement text)
    {
        try
        {
            var control = text.GetString()!.FirstOrDefault(c => c < ' ' && c is not ('\t' or '\r' or '\n'), 'x');
            return control == 'x' ? null : $"holds the control character U+{(int)control:X4}";
        }
        catch (InvalidOperationException)
        {
            return "holds half of a surrogate pair";
        }
    }
}
