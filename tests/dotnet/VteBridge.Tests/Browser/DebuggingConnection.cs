using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace VteBridge.Tests.Browser;

/// <summary>Chromium's debugging protocol: calls with answers, and events, as JSON over a web socket.</summary>
internal sealed class DebuggingConnection : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonNode>> _calls = new();
    private readonly SemaphoreSlim _sending = new(1);
    private Task _receiving = Task.CompletedTask;
    private int _last;

    /// <summary>Session, name and parameters.</summary>
    public event Action<string?, string, JsonNode>? Happened;

    public static async Task<DebuggingConnection> OpenAsync(Uri address)
    {
        var connection = new DebuggingConnection();
        await connection._socket.ConnectAsync(address, Stop);
        connection._receiving = connection.ReceiveAsync();
        return connection;
    }

    public async Task<JsonNode> CallAsync(string method, object? parameters = null, string? session = null)
    {
        var id = Interlocked.Increment(ref _last);
        var answer = _calls.GetOrAdd(id, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
        var call = new JsonObject
        {
            ["id"] = id,
            ["method"] = method,
            ["params"] = JsonSerializer.SerializeToNode(parameters ?? new { }),
        };
        if (session is not null)
            call["sessionId"] = session;
        await _sending.WaitAsync(Stop);
        try
        {
            await _socket.SendAsync(
                JsonSerializer.SerializeToUtf8Bytes(call),
                WebSocketMessageType.Text,
                endOfMessage: true,
                Stop
            );
        }
        finally
        {
            _sending.Release();
        }
        return await answer.Task.WaitAsync(TimeSpan.FromMinutes(2), Stop);
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Abort();
        await _receiving;
        _socket.Dispose();
        _sending.Dispose();
    }

    private async Task ReceiveAsync()
    {
        var buffer = new byte[1 << 16];
        var message = new MemoryStream();
        try
        {
            while (true)
            {
                var part = await _socket.ReceiveAsync(buffer, CancellationToken.None);
                message.Write(buffer, 0, part.Count);
                if (!part.EndOfMessage)
                    continue;
                Take(JsonNode.Parse(message.ToArray())!);
                message.SetLength(0);
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            foreach (var call in _calls.Values)
                call.TrySetException(e);
        }
    }

    private void Take(JsonNode message)
    {
        if ((int?)message["id"] is not { } id)
            Happened?.Invoke((string?)message["sessionId"], (string)message["method"]!, message["params"]!);
        else if (message["error"] is { } error)
            _calls[id].TrySetException(new InvalidOperationException(error.ToJsonString()));
        else
            _calls[id].TrySetResult(message["result"]!);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
}
