using System.Net;
using System.Net.Sockets;
using System.Text;

namespace VteBridge.Tests.Delivery;

/// <summary>A local server that answers each request as the script says: with a status, headers and a body, or not at all.</summary>
internal sealed class ScriptedWats : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Func<string, string?> _answer;
    private readonly Task _serving;

    /// <param name="answer">
    /// Maps "POST /path" to the complete answer. When it returns null, the connection stays open without an answer.
    /// </param>
    public ScriptedWats(Func<string, string?> answer)
    {
        _answer = answer;
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public static string Answer(int status, string body = "", params string[] headers) =>
        $"HTTP/1.1 {status} Said\r\nConnection: close\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n"
        + string.Concat(headers.Select(h => h + "\r\n"))
        + "\r\n"
        + body;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _serving;
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task ServeAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
                connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient connection)
    {
        using var client = connection;
        try
        {
            var stream = client.GetStream();
            if (await RequestAsync(stream) is not { } request)
                return;
            if (_answer(request) is { } answer)
                await stream.WriteAsync(Encoding.UTF8.GetBytes(answer), _end.Token);
            else
                await Task.Delay(Timeout.Infinite, _end.Token);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The client disconnected, or the test is over.
            return;
        }
    }

    private async Task<string?> RequestAsync(NetworkStream stream)
    {
        var text = new StringBuilder();
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var read = await stream.ReadAsync(buffer, _end.Token);
            // The first byte of a TLS connection is not a letter.
            if (read == 0 || !char.IsAsciiLetter((char)buffer[0]) && text.Length == 0)
                return null;
            text.Append(Encoding.Latin1.GetString(buffer, 0, read));
            var all = text.ToString();
            var head = all.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (head < 0 || all.Length < head + 4 + Length(all[..head]))
                continue;
            return string.Join(' ', all.Split(' ', 3)[..2]);
        }
    }

    private static int Length(string head) =>
        head.Split("\r\n")
            .Where(l => l.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
            .Select(l => int.Parse(l[15..], System.Globalization.CultureInfo.InvariantCulture))
            .FirstOrDefault();
}
