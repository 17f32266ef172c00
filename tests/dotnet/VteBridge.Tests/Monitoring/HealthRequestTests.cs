using System.Net;
using System.Net.Sockets;
using VteBridge.Configuration;

namespace VteBridge.Tests.Monitoring;

/// <summary>Requests that are malformed, slow or meant for another host cost the health server nothing.</summary>
public sealed class HealthRequestTests
{
    private const string Key = TestServer.Key;

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
}
