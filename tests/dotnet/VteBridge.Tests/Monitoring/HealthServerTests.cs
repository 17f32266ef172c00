using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using VteBridge.Configuration;
using VteBridge.Monitoring;
using VteBridge.Sync;
using VteBridge.Tests.Sync;

namespace VteBridge.Tests.Monitoring;

public sealed class HealthServerTests
{
    private const string Key = "correct-horse-battery-staple";

    [Theory]
    [InlineData("/", "text/html")]
    [InlineData("/health", "application/json")]
    [InlineData("/health/live", "application/json")]
    [InlineData("/health/ready", "application/json")]
    [InlineData("/metrics", "text/plain")]
    public async Task Each_path_is_served_with_protective_headers(string path, string type)
    {
        await using var server = await TestServer.StartAsync();

        using var answer = await server.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(type, answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
        Assert.Contains("default-src 'none'", Header(answer, "Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Contains("no-store", Header(answer, "Cache-Control"), StringComparison.Ordinal);
        Assert.Equal("same-origin", Header(answer, "Cross-Origin-Resource-Policy"));
        Assert.DoesNotContain(
            answer.Headers,
            h => h.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase) || h.Key == "Server"
        );
    }

    [Fact]
    public async Task Health_serves_the_snapshot()
    {
        await using var server = await TestServer.StartAsync();

        using var json = JsonDocument.Parse(await server.TextAsync("/health"));

        Assert.Equal("pc-17", json.RootElement.GetProperty("program").GetProperty("host").GetString());
        Assert.Equal("Done", json.RootElement.GetProperty("lastCycle").GetProperty("result").GetString());
        Assert.Equal(2, json.RootElement.GetProperty("deadLetters").GetProperty("count").GetInt32());
    }

    [Theory]
    [InlineData("vte")]
    [InlineData("wats")]
    [InlineData("destination")]
    [InlineData("cycle")]
    [InlineData("disk")]
    [InlineData("lag")]
    public async Task Ready_names_the_failing_check(string check)
    {
        var ill = check switch
        {
            "vte" => Some.Healthy with { LastCycle = Ends.Failed("no route") },
            "destination" => Some.Healthy with
            {
                Destination = Some.Healthy.Destination! with { Full = "100000 reports wait" },
            },
            "wats" => Some.Healthy with
            {
                LastCycle = Ends.Good() with { Result = CycleResult.DestinationTrouble, Trouble = "503" },
                Destination = Some.Healthy.Destination! with { Trouble = "503" },
            },
            "cycle" => Some.Healthy with { LastActivity = Some.Now.AddHours(-2) },
            "disk" => Some.Healthy with { Disks = [new DiskSpace("destination", "x", 100)] },
            _ => Some.Healthy with { CompleteThrough = Some.Now.AddHours(-2) },
        };
        await using var server = await TestServer.StartAsync(ill);

        using var answer = await server.GetAsync("/health/ready");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        using var json = JsonDocument.Parse(
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
        );
        var failing = json
            .RootElement.GetProperty("checks")
            .EnumerateArray()
            .Where(c => c.GetProperty("status").GetString() == "Unhealthy");
        string?[] expected = check == "wats" ? ["wats", "destination"] : [check];
        Assert.Equal(expected, failing.Select(c => c.GetProperty("name").GetString()));
        using var live = await server.GetAsync("/health/live");
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
    }

    [Fact]
    public async Task No_client_is_slow_or_one_of_too_many()
    {
        await using var server = await TestServer.StartAsync();
        var clients = new List<TcpClient>();
        for (var client = 0; client < 100; client++)
        {
            clients.Add(new TcpClient());
            await clients[^1].ConnectAsync("127.0.0.1", server.Address.Port, TestContext.Current.CancellationToken);
        }

        Assert.Equal("", await server.RawAsync("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        Assert.Equal(TimeSpan.FromSeconds(10), server.Limits.RequestHeadersTimeout);
        clients.ForEach(client => client.Dispose());
    }

    [Theory]
    [InlineData("", "", true)]
    [InlineData("fifteen-letters", "", false)]
    [InlineData("sixteen-letters!", "", true)]
    public void Key_that_could_be_guessed_is_refused(string key, string file, bool isTaken)
    {
        var options = new HealthOptions { ApiKey = key, ApiKeyFile = file };
        if (isTaken)
            Assert.Equal(key == "" ? null : key, options.Key());
        else
            Assert.Contains("could be guessed", Assert.Throws<OptionsFailure>(() => options.Key()).Message);
    }

    [Theory]
    [InlineData("http://127.0.0.1:8787", "", true)]
    [InlineData("http://127.7.7.7:8787", "", true)]
    [InlineData("http://[::1]:8787", "", true)]
    [InlineData("http://localhost:8787", "", true)]
    [InlineData("http://0.0.0.0:8787", "", false)]
    [InlineData("http://[::]:8787", "", false)]
    [InlineData("http://192.168.7.3:8787", "", false)]
    [InlineData("http://0.0.0.0:8787", "a key", true)]
    public void Address_that_others_reach_demands_a_key(string url, string key, bool isTaken) =>
        Assert.Equal(
            isTaken,
            !new HealthOptions { Url = url, ApiKey = key }
                .Problems()
                .Any()
        );

    [Fact]
    public async Task Census_difference_degrades_ready()
    {
        await using var server = await TestServer.StartAsync(
            Some.Healthy with
            {
                Incomplete = ["2026-02-02: VTE has 7 runs, 6 have an outcome."],
            }
        );

        var text = await server.TextAsync("/health/ready");

        Assert.Contains("{\"name\":\"census\",\"status\":\"Degraded\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dead_letters_and_errors_degrade_ready_without_failing_it()
    {
        var now = Some.Healthy with { Destination = Some.Healthy.Destination! with { Errors = 3 } };
        await using var server = await TestServer.StartAsync(now);

        var text = await server.TextAsync("/health/ready");

        Assert.Contains("3 reports in error", text, StringComparison.Ordinal);
        Assert.Contains("2 need attention", text, StringComparison.Ordinal);
        Assert.StartsWith("{\"status\":\"Degraded\"", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/", HttpStatusCode.Unauthorized)]
    [InlineData("/health", HttpStatusCode.Unauthorized)]
    [InlineData("/metrics", HttpStatusCode.Unauthorized)]
    [InlineData("/nowhere", HttpStatusCode.Unauthorized)]
    [InlineData("/health/live/", HttpStatusCode.Unauthorized)]
    [InlineData("/health/live", HttpStatusCode.OK)]
    [InlineData("/health/ready", HttpStatusCode.OK)]
    public async Task With_a_key_only_the_probes_are_open(string path, HttpStatusCode status)
    {
        await using var server = await TestServer.StartAsync(key: Key);

        using var answer = await server.GetAsync(path);

        Assert.Equal(status, answer.StatusCode);
        Assert.DoesNotContain(
            Key,
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Without_the_key_ready_tells_names_of_checks_only()
    {
        await using var server = await TestServer.StartAsync(key: Key);

        Assert.DoesNotContain("says", await server.TextAsync("/health/ready"), StringComparison.Ordinal);
        Assert.Contains(
            "says",
            await server.TextAsync("/health/ready", r => r.Headers.Add("X-Api-Key", Key)),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("X-Api-Key", Key, true)]
    [InlineData("X-Api-Key", Key + "x", false)]
    [InlineData("X-Api-Key", "", false)]
    [InlineData("Authorization", "Bearer " + Key, true)]
    [InlineData("Authorization", "bearer " + Key, true)]
    [InlineData("Authorization", "Bearer", false)]
    [InlineData("Authorization", "Basic !!!", false)]
    [InlineData("Authorization", "Basic " + "Y29ycmVjdC1ob3JzZS1iYXR0ZXJ5LXN0YXBsZQ==", false)]
    [InlineData("Authorization", "Basic " + "YW55Ym9keTpjb3JyZWN0LWhvcnNlLWJhdHRlcnktc3RhcGxl", true)]
    public async Task The_key_works_as_header_bearer_and_password(string header, string value, bool opens)
    {
        await using var server = await TestServer.StartAsync(key: Key);

        using var answer = await server.GetAsync("/health", r => r.Headers.TryAddWithoutValidation(header, value));

        Assert.Equal(opens ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, answer.StatusCode);
        if (!opens)
            Assert.Equal("Basic", answer.Headers.WwwAuthenticate.First().Scheme);
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("evil.example:80")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("localhost.evil.example")]
    [InlineData("")]
    public async Task A_foreign_host_name_is_refused_on_loopback(string host)
    {
        await using var server = await TestServer.StartAsync();

        foreach (var path in new[] { "/", "/health", "/health/ready", "/metrics" })
            Assert.Equal(
                "400",
                await server.RawStatusAsync($"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")
            );
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1:8787")]
    [InlineData("status.plant.example")]
    public async Task Own_and_configured_host_names_are_served(string host)
    {
        await using var server = await TestServer.StartAsync(
            options: new HealthOptions { HostNames = ["status.plant.example"] }
        );

        Assert.Equal(
            "200",
            await server.RawStatusAsync($"GET /health HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")
        );
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    [InlineData("OPTIONS")]
    [InlineData("TRACE")]
    [InlineData("BREW")]
    public async Task Only_reading_is_allowed(string method)
    {
        await using var server = await TestServer.StartAsync();

        var answer = await server.RawAsync(
            $"{method} / HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.example\r\nAccess-Control-Request-Method: GET\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        );

        Assert.StartsWith("HTTP/1.1 405", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("Access-Control-Allow", answer, StringComparison.OrdinalIgnoreCase);
    }

    public static readonly TheoryData<string, string> Odd = new()
    {
        { "a line without an end", $"GET /{new string('a', 20_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n" },
        {
            "a path of ten thousand folders",
            $"GET /{string.Concat(Enumerable.Repeat("a/", 10_000))} HTTP/1.1\r\nHost: localhost\r\n\r\n"
        },
        { "a header without an end", $"GET / HTTP/1.1\r\nHost: localhost\r\nX: {new string('a', 100_000)}\r\n\r\n" },
        {
            "a thousand headers",
            $"GET / HTTP/1.1\r\nHost: localhost\r\n{string.Concat(Enumerable.Range(0, 1000).Select(i => $"X-{i}: y\r\n"))}\r\n"
        },
        {
            "a body on a GET",
            $"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000000\r\nConnection: close\r\n\r\n"
        },
        { "two lengths", "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n" },
        { "two hosts", "GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n" },
        { "no host", "GET / HTTP/1.1\r\n\r\n" },
        { "no version", "GET /\r\n\r\n" },
        { "another protocol", "SSH-2.0-OpenSSH_9.6\r\n\r\n" },
        { "TLS", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\r\n\r\n" },
        { "zero bytes", "GET /\0\0 HTTP/1.1\r\nHost: localhost\r\n\r\n" },
        {
            "a way out of the folder",
            "GET /../../../../etc/passwd HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        },
        {
            "a hidden way out",
            "GET /%2e%2e%2f%2e%2e%2fetc/passwd HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        },
        { "half a percent", "GET /%zz%00 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n" },
        {
            "an address of another server",
            "GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
        },
        {
            "a smuggled request",
            "GET / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\nzz\r\n"
        },
        { "a new line in a header", "GET / HTTP/1.1\r\nHost: localhost\nX: y\r\nConnection: close\r\n\r\n" },
    };

    [Theory]
    [MemberData(nameof(Odd))]
    public async Task A_malformed_request_is_refused_and_the_next_one_served(string what, string request)
    {
        await using var server = await TestServer.StartAsync(key: Key);

        var answer = await server.RawAsync(request);

        Assert.True(answer == "" || answer.StartsWith("HTTP/1.1 4", StringComparison.Ordinal), $"{what}: {answer}");
        Assert.DoesNotContain("root:", answer, StringComparison.Ordinal);
        using var next = await server.GetAsync("/health/live");
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
    }

    [Fact]
    public async Task A_head_request_gets_headers_only()
    {
        await using var server = await TestServer.StartAsync();

        var answer = await server.RawAsync("HEAD /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n", answer, StringComparison.Ordinal);
    }

    private static string Header(HttpResponseMessage answer, string name) =>
        string.Join(',', answer.Headers.GetValues(name));
}
