using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using VteBridge.Configuration;
using VteBridge.Core;
using VteBridge.Delivery;
using VteBridge.Delivery.Sidecar;
using VteBridge.Delivery.Wats;
using VteBridge.Tests.EndToEnd;

namespace VteBridge.Tests.Delivery;

/// <summary>Every case of tests/data/wats-status.json; the sidecar is tested with the same cases.</summary>
public sealed class WatsStatusTests : IDisposable
{
    private const string Token = "c2l0ZTpzZWNyZXQ=";
    private const string Id = "6f9619ff-8b86-d011-b42d-00c04fc964ff";
    private const string Report =
        $$"""{"id":"{{Id}}","sn":"SN-1","pn":"PN-1","result":"P","processCode":10,"startUTC":"2026-03-02T07:00:00Z"}""";

    private static readonly JsonArray Table = JsonNode.Parse(
        File.ReadAllText(Path.Combine(Repository.Root, "tests", "data", "wats-status.json"))
    )!["cases"]!.AsArray();

    private readonly TemporaryFolder _queue = new();
    private readonly JumpingClock _clock = new(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero));
    private readonly List<TimeSpan> _posts = [];

    public static TheoryData<string> Cases => [.. Table.Select(c => (string)c!["case"]!)];

    public void Dispose() => _queue.Dispose();

    [Fact]
    public void Words_of_an_answer_end_where_nobody_reads_on()
    {
        var texts = JsonSerializer.SerializeToElement(Enumerable.Range(0, 100_000).Select(i => $"text {i}"));

        Assert.InRange(new WatsReply(400, texts, null, "").Said.Length, 8_000, 8_100);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task An_answer_means_what_the_table_says(string name)
    {
        var given = Table.Single(c => (string)c!["case"]! == name)!;
        var expected = given["expect"]!;
        await using var server = new ScriptedWats(request => Answer(request, given));
        File.WriteAllText(_queue.Of(Id + ".queued"), Report);

        var (receipts, drain) = await DrainAsync(Url(given, server.Port), (string?)given["fault"] == "hang");

        var receipt = Assert.Single(receipts);
        Assert.Equal((string?)expected["outcome"], receipt.Outcome.ToString());
        Assert.Contains(Filled((string?)expected["says"] ?? ""), receipt.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Equal((string?)expected["message"] ?? receipt.Message, receipt.Message);
        Assert.Equal((int)expected["attempts"]!, _posts.Count);
        Assert.Equal(FileAfter(receipt.Outcome, (bool?)expected["counted"] == true), Assert.Single(Reports()));
        if ((bool?)expected["stops"] == true)
            Assert.Contains(receipt.Message!, drain.Stopped, StringComparison.Ordinal);
        Assert.Equal((double?)expected["waits"] ?? 0, _posts.Count > 1 ? (_posts[1] - _posts[0]).TotalSeconds : 0);
        var pause = QueuePause.Read(_queue.Path, _clock.GetUtcNow());
        Assert.Equal((double?)expected["nextRun"], (pause?.Until - _clock.GetUtcNow())?.TotalSeconds);
    }

    [Fact]
    public async Task An_answer_in_a_charset_that_does_not_exist_is_read_as_UTF_8()
    {
        await using var server = new ScriptedWats(_ =>
            ScriptedWats.Answer(400, """{"message":"nøt valid"}""", "Content-Type: application/json; charset=utf-99")
        );
        File.WriteAllText(_queue.Of(Id + ".queued"), Report);

        var (receipts, _) = await DrainAsync($"http://127.0.0.1:{server.Port}/", hangs: false);

        Assert.Equal((Outcome.Rejected, "nøt valid"), (receipts[0].Outcome, receipts[0].Message));
    }

    private async Task<(List<Receipt>, UploadRun)> DrainAsync(string url, bool hangs)
    {
        var timeout = TimeSpan.FromSeconds(hangs ? 0.2 : 30);
        using var wats = new WatsClient(new WatsServer(new Uri(url), Token), timeout, TimeProvider.System);
        var drain = new UploadRun(new QueueFiles(_queue.Path), wats, new SidecarOptions(), _clock, NullLogger.Instance);
        return (
            await drain
                .UploadAsync(TestContext.Current.CancellationToken)
                .ToListAsync(TestContext.Current.CancellationToken),
            drain
        );
    }

    private string? Answer(string request, JsonNode given)
    {
        if (request.Contains("/api/App/Processes", StringComparison.Ordinal))
            return given.AsObject().TryGetPropertyValue("processes", out var list)
                ? list is null
                    ? ScriptedWats.Answer(500)
                    : ScriptedWats.Answer(200, list.ToJsonString())
                : ScriptedWats.Answer(200, """[{"code":10,"name":"Test"}]""");
        if (request.StartsWith("GET", StringComparison.Ordinal))
            return (string?)given["holds"] switch
            {
                "this" => ScriptedWats.Answer(200, Report),
                "older" => ScriptedWats.Answer(200, Report.Replace("\"P\"", "\"F\"", StringComparison.Ordinal)),
                _ => ScriptedWats.Answer(404),
            };
        _posts.Add(_clock.Passed);
        if ((string?)given["fault"] is { } fault)
            return fault == "hang" ? null : "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n[";
        var body = given["body"] switch
        {
            null => "",
            JsonValue text => (string)text!,
            var json => json.ToJsonString(),
        };
        return ScriptedWats.Answer((int)given["status"]!, Filled(body), [.. Headers(given)]);
    }

    private static IEnumerable<string> Headers(JsonNode given)
    {
        var now = DateTimeOffset.UtcNow;
        yield return $"Date: {now:R}";
        if ((string?)given["location"] is { } location)
            yield return $"Location: {location}";
        if ((string?)given["retryAfter"] is { } wait)
            yield return wait.StartsWith("{date+", StringComparison.Ordinal)
                ? $"Retry-After: {now.AddSeconds(int.Parse(wait[6..^1], CultureInfo.InvariantCulture)):R}"
                : $"Retry-After: {wait}";
    }

    private static string Url(JsonNode given, int port) =>
        (string?)given["fault"] switch
        {
            "refused" => "http://127.0.0.1:1/",
            "tls" => $"https://127.0.0.1:{port}/",
            _ => $"http://127.0.0.1:{port}/",
        };

    private static string FileAfter(Outcome outcome, bool isCounted) =>
        Id
        + (
            outcome == Outcome.Accepted ? ".completed"
            : isCounted ? ".error"
            : ".queued"
        );

    private static string Filled(string text) =>
        text.Replace("{id}", Id, StringComparison.Ordinal)
            .Replace("{ID}", Id.ToUpperInvariant(), StringComparison.Ordinal)
            .Replace("{token}", Token, StringComparison.Ordinal);

    private IEnumerable<string> Reports() =>
        Directory
            .EnumerateFiles(_queue.Path, Id + "*")
            .Select(p => Path.GetFileName(p))
            .Where(n => !n.EndsWith(".info", StringComparison.Ordinal));
}
