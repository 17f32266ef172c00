using System.Net;
using System.Text.RegularExpressions;

namespace VteBridge.Delivery.Wats;

/// <summary>An HTTP answer of WATS.</summary>
/// <param name="Data">The body as JSON; a body that is not JSON as a string; undefined when there is none.</param>
/// <param name="Location">Scheme, host and port of the target of a redirect, without anything that may be secret.</param>
internal sealed partial record WatsReply(int Status, JsonElement Data, TimeSpan? RetryAfter, string Location)
{
    public const string Wordless = "without a word";

    /// <summary>The length after which <see cref="Said"/> ends: an answer can be a whole report with a hundred thousand texts.</summary>
    private const int Enough = 8_000;

    /// <summary>Members of the JSON whose names are not shown with their text.</summary>
    private static readonly string[] PlainNames = ["message", "error", "title", "detail", "description"];

    public bool IsGood => Status is >= 200 and < 300;

    /// <summary>
    /// WATS's own words: the texts of the body, each once, without sentences that an earlier text has already. For a web
    /// page, its title.
    /// </summary>
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
        // Always UTF-8, as JSON requires: the charset in the header may be one that does not exist.
        var text = Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync(stop)).TrimStart('\uFEFF');
        return new WatsReply(
            (int)response.StatusCode,
            Parse(text),
            RetryAfterOf(response, time),
            Host(response, asked)
        );
    }

    /// <summary>The text of one member; null when it is missing or no string.</summary>
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

    /// <summary>A date is compared with the server's own Date header, so that a wrong clock of this machine does not matter.</summary>
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

/// <summary>What to do with a report after an attempt to send it.</summary>
internal enum UploadResult
{
    Accepted,

    /// <summary>WATS will never accept the report as it is.</summary>
    Rejected,

    /// <summary>This attempt failed; the same report may be accepted later. The attempt counts against the report.</summary>
    Later,

    /// <summary>WATS asks to slow down. Neither this nor the results below count against the report.</summary>
    SlowDown,

    /// <summary>WATS cannot be reached; nothing was sent.</summary>
    Unreachable,

    /// <summary>Nothing can be sent until a person changes something.</summary>
    Stop,
}

/// <param name="Status">Null when no HTTP answer came.</param>
/// <param name="RetryAfter">How long the server asked to wait.</param>
internal sealed record WatsAnswer(
    UploadResult Result,
    string Message = "",
    int? Status = null,
    TimeSpan? RetryAfter = null
)
{
    private static readonly HashSet<int> Permanent = [400, 413, 422];

    private static readonly Dictionary<int, string> Stopping = new()
    {
        [401] = "WATS does not accept the credentials: check the API token",
        [403] = "the API token is not allowed to submit reports: give it that right in WATS",
        [404] = "the server has no WATS report API at this address: check the server URL",
        [405] = "the server accepts no reports at this address: check the server URL, and that it begins with https",
        [407] = "the proxy asks for credentials: put them into HTTPS_PROXY, or name WATS in NO_PROXY",
    };

    /// <summary>
    /// The meaning of a refusal by its HTTP status (and Retry-After) alone; the sidecar's answer.py has the same table. A
    /// status that is not known to be permanent is worth another attempt.
    /// </summary>
    /// <param name="location">The target of a redirect: scheme, host and port.</param>
    public static WatsAnswer ToRefusal(int status, string text, TimeSpan? retryAfter = null, string location = "") =>
        status switch
        {
            _ when Permanent.Contains(status) => new(UploadResult.Rejected, Words(status, text), status),
            _ when Stopping.TryGetValue(status, out var what) => new(
                UploadResult.Stop,
                $"{what} ({status}: {text})",
                status
            ),
            >= 300 and < 400 => new(
                UploadResult.Stop,
                $"the server redirects reports {(location == "" ? "without saying where" : "to " + location)}, and this redirect is not followed: set the server URL to the address of WATS itself ({status})",
                status
            ),
            (int)HttpStatusCode.TooManyRequests => SlowDown(status, text, retryAfter),
            _ when retryAfter is not null => SlowDown(status, text, retryAfter),
            _ => new(UploadResult.Later, Words(status, text), status),
        };

    private static string Words(int status, string text) =>
        text == WatsReply.Wordless ? $"WATS answered {status} {text}" : text;

    private static WatsAnswer SlowDown(int status, string text, TimeSpan? retryAfter) =>
        new(UploadResult.SlowDown, $"WATS asks to wait ({status}: {text})", status, retryAfter);
}
