using System.Net.Sockets;
using System.Text;
using VteBridge.Tests.Monitoring;

namespace VteBridge.Tests.Chaos;

/// <summary>Clients that open connections to the health server without using them.</summary>
public sealed class SlowClientTests
{
    [Fact]
    public async Task Clients_that_say_nothing_or_half_a_word_are_hung_up_on_and_keep_nobody_out()
    {
        Assert.SkipUnless(ChaosScale.IsFull, "the server's patience is ten real seconds: scripts/chaos");
        var stop = TestContext.Current.CancellationToken;
        await using var server = await TestServer.StartAsync();
        var slow = new List<TcpClient>();
        for (var client = 0; client < 60; client++)
        {
            slow.Add(new TcpClient());
            await slow[^1].ConnectAsync("127.0.0.1", server.Address.Port, stop);
            await slow[^1].GetStream().WriteAsync(Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: loc"), stop);
        }

        Assert.NotEmpty(await server.TextAsync("/health/live"));
        foreach (var client in slow)
        {
            var answer = new MemoryStream();
            await client.GetStream().CopyToAsync(answer, stop);
            Assert.StartsWith("HTTP/1.1 408", Encoding.ASCII.GetString(answer.ToArray()), StringComparison.Ordinal);
            client.Dispose();
        }
        Assert.NotEmpty(await server.TextAsync("/health/live"));
    }
}
