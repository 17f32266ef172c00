using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace VteBridge.Delivery.Wats;

/// <summary>An HTTP answer of WATS.</summary>
/// <param name="Data">The body as JSON; a body that is no JSON as a text; undefined when there is none.</param>
/// <param name="Location">Scheme, host and port of where a redirect points to, without anything that may be secret.</param>
internal sealed partial record WatsReply(int Status, JsonElement Data, TimeSpan? RetryAfter, string Location)
{
    public const string Wordless = "without a word";

    /// <summary>Nobody reads on: an answer can be a whole report of a hundred thousand texts.</summary>
    private const int Enough = 8_000;

    /// <summary>JSON names of a text that need no mention.</summary>
    private static readonly string[] PlainNames = ["message", "error", "title", "detail", "description"];

    public bool IsGood => Status is >= 200 and < 300;

    /// <summary>WATS's own words: the texts of the body, each once, also where a longer text has it as a sentence; for a web page its title.</summary>
    public string Said
    {
        get
        {
            var text = "";
            foreach (var (name, part) in Parts(Data, "").Distinct().TakeWhile(_ => text.Length < Enough))
                if (!part.Contains(' ') || !text.Contains(part, StringComparison.Ordinal))
                    text +=
                        (
                            text == "" ? ""
                            : text[^1] is '.' or '!' or '?' or ':' ? " "
                            : "; "
                        ) + (name == "" ? part : $"{name}: {part}");
            return text == "" ? Wordless : text;
        }
    }

    public static async Task<WatsReply> ReadAsync(
        HttpResponseMessage response,
        Uri asked,
        TimeProvider time,
        CancellationToken stop
    )
    {
        // Whatever charset the header names, which need not exist: JSON is UTF-8.
        var text = Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync(stop)).TrimStart('\uFEFF');
        return new WatsReply(
            (int)response.StatusCode,
            Parse(text),
            RetryAfterOf(response, time),
            Host(response, asked)
        );
    }

    /// <summary>The text of one member; null when there is no such text.</summary>
    public static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value)
            ? value.ValueKind == JsonValueKind.String
                ? value.GetString()
                : null
            : null;

    private static JsonElement Parse(string text)
    {
        if (text == "")
            return default;
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(text);
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToElement(text);
        }
    }

    /// <summary>A date counts from the server's own Date header, so that a wrong clock of this machine does not matter.</summary>
    private static TimeSpan? RetryAfterOf(HttpResponseMessage response, TimeProvider time)
    {
        var text = response.Headers.NonValidated.TryGetValues("Retry-After", out var values) ? $"{values}".Trim() : "";
        if (text.Length > 0 && text.All(char.IsAsciiDigit))
            return text.Length < 9
                ? TimeSpan.FromSeconds(int.Parse(text, CultureInfo.InvariantCulture))
                : TimeSpan.FromDays(1);
        if (response.Headers.RetryAfter?.Date is not { } date)
            return null;
        var wait = date - (response.Headers.Date ?? time.GetUtcNow());
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }

    private static string Host(HttpResponseMessage response, Uri asked) =>
        response.Headers.Location is { } location ? new Uri(asked, location).GetLeftPart(UriPartial.Authority) : "";

    private static IEnumerable<(string Name, string Text)> Parts(JsonElement data, string name) =>
        data.ValueKind switch
        {
            JsonValueKind.Object => data.EnumerateObject()
                .SelectMany(p => Parts(p.Value, PlainNames.Contains(p.Name.ToLowerInvariant()) ? "" : p.Name)),
            JsonValueKind.Array => data.EnumerateArray().SelectMany(value => Parts(value, name)),
            JsonValueKind.Undefined or JsonValueKind.Null => [],
            _ => Plain(data.ToString()) is { Length: > 0 } text ? [(name, text)] : [],
        };

    private static string Plain(string text)
    {
        if (!text[..Math.Min(text.Length, 500)].Contains("<html", StringComparison.OrdinalIgnoreCase))
            return text.Trim();
        var title = Title().Match(text);
        return title.Success ? $"a web page, '{title.Groups[1].Value.Trim()}'" : "a web page";
    }

    [GeneratedRegex("<title[^>]*>(.*?)</title>", RegexOptions.IgnoreCase | RegexOptions.Singleline, 1000)]
    private static partial Regex Title();
}
