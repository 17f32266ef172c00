using System.Net;
using System.Net.Sockets;
using System.Text;

namespace VteBridge.Tests.Monitoring.Alerts;

/// <summary>A real TCP server that receives alerts and answers each connection as the test scripts it.</summary>
internal sealed class Listener : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();

    /// <param name="talk">Talks to one client over the stream.</param>
    public Listener(Func<NetworkStream, CancellationToken, Task> talk)
    {
        _listener.Start();
        _ = AcceptAsync(talk);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public Uri Http => new($"http://127.0.0.1:{Port}/hooks/SECRET-PATH");

    /// <summary>An HTTP server that keeps the requests and answers with this status.</summary>
    public static Listener OfHttp(List<string> received, string answer = "200 OK") =>
        new(
            async (stream, stop) =>
            {
                received.Add(await RequestAsync(stream, stop));
                await stream.WriteAsync(
                    Encoding.ASCII.GetBytes($"HTTP/1.1 {answer}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"),
                    stop
                );
            }
        );

    /// <summary>A server that accepts the connection and never answers.</summary>
    public static Listener Silent() => new((_, stop) => new TaskCompletionSource().Task.WaitAsync(stop));

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
    }

    private async Task AcceptAsync(Func<NetworkStream, CancellationToken, Task> talk)
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await using var stream = client.GetStream();
                await talk(stream, _stop.Token);
            }
        }
        catch (Exception e)
            when (e is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
        {
            // The test is over, or the client has disconnected.
        }
    }

    private static async Task<string> RequestAsync(NetworkStream stream, CancellationToken stop)
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        while (true)
        {
            var read = await stream.ReadAsync(buffer, stop);
            text.Append(Encoding.UTF8.GetString(buffer, 0, read));
            var request = text.ToString();
            var end = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            var length = end < 0 ? 0 : Length(request[..end]);
            if (read == 0 || (end >= 0 && Encoding.UTF8.GetByteCount(request[(end + 4)..]) >= length))
                return request;
        }
    }

    private static int Length(string head) =>
        head.Split("\r\n")
            .Where(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
            .Select(line => int.Parse(line.Split(':')[1]))
            .FirstOrDefault();
}
