using System.Net;
using System.Text.Json;

namespace VteBridge.Tests.Monitoring;

/// <summary>What each path answers, and that the server can only be read.</summary>
public sealed class HealthServerTests
{
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
