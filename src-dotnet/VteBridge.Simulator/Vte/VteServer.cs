using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using NodaTime;
using NodaTime.TimeZones;
using VteBridge.Simulator.Vte.Tds;

namespace VteBridge.Simulator.Vte;

/// <summary>A TDS 7.4 server on the loopback interface. To its clients it is an SQL Server with a VTE database.</summary>
internal sealed class VteServer : IAsyncDisposable
{
    private readonly ServerParts _parts;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<Task, byte> _connections = new();
    private readonly Lock _gate = new();
    private TcpListener? _listener;
    private Task _accepting = Task.CompletedTask;
    private int _lastSpid = 50;

    private VteServer(ServerParts parts) => _parts = parts;

    public int Port { get; private set; }

    public VteFaults Faults => _parts.Faults;

    public VteStatistics Statistics => _parts.Statistics;

    public VteDatabase Database => _parts.Database;

    public string ConnectionString =>
        $"Server=127.0.0.1,{Port};Database={VteDatabase.Name};User ID={_parts.Options.User};Password={_parts.Options.Password};Encrypt=false";

    /// <summary>Starts a server that accepts connections when this returns. The caller still owns the database and disposes it.</summary>
    public static Task<VteServer> StartAsync(VteServerOptions options, VteDatabase database, Action<string>? log = null)
    {
        var plans = new BatchCompiler(database.Catalog);
        var parts = new ServerParts(
            options,
            database,
            plans,
            new VteFaults { Latency = options.Latency },
            new VteStatistics(),
            log
        );
        var server = new VteServer(parts) { Port = options.Port };
        server.Listen(true);
        server.Faults.RefusalChanged = refuse => server.Listen(!refuse);
        return Task.FromResult(server);
    }

    public async ValueTask DisposeAsync()
    {
        Faults.RefusalChanged = null;
        await _stopping.CancelAsync();
        Listen(false);
        await _accepting;
        await Task.WhenAll(_connections.Keys);
        _stopping.Dispose();
    }

    private void Listen(bool isListening)
    {
        lock (_gate)
        {
            if (isListening == _listener is not null)
                return;
            if (_listener is { } open)
            {
                open.Stop();
                _listener = null;
                return;
            }
            _listener = new TcpListener(IPAddress.Loopback, Port);
            _listener.Start(512);
            Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
            _accepting = AcceptAsync(_listener);
        }
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        while (true)
        {
            TcpClient client;
            try
            {
                client = await listener.AcceptTcpClientAsync(_stopping.Token);
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // The listener was stopped, either by Dispose or to refuse connections.
                return;
            }
            client.NoDelay = true;
            var connection = new TdsConnection(client, _parts, (short)Interlocked.Increment(ref _lastSpid));
            var running = Task.Run(() => connection.RunAsync(_stopping.Token));
            _connections.TryAdd(running, 0);
            _ = running.ContinueWith(ended => _connections.TryRemove(ended, out _), TaskScheduler.Default);
        }
    }
}

internal sealed record VteServerOptions
{
    /// <summary>0 chooses a free port.</summary>
    public int Port { get; init; }

    public string User { get; init; } = "vtebridge_reader";

    public string Password { get; init; } = "Read-only-1";

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The time zone of the server's own clock, which SYSDATETIME and GETDATE return.</summary>
    public ServerZone Zone { get; init; } = ServerZone.Utc;

    public TimeSpan Latency { get; init; }
}

/// <summary>What all connections of a server share.</summary>
internal sealed record ServerParts(
    VteServerOptions Options,
    VteDatabase Database,
    BatchCompiler Plans,
    VteFaults Faults,
    VteStatistics Statistics,
    Action<string>? Log
);

/// <summary>The time zone of the server's clock. It comes from NodaTime, because Windows knows IANA names only where it has ICU.</summary>
internal sealed class ServerZone
{
    private readonly DateTimeZone _zone;

    private ServerZone(DateTimeZone zone) => _zone = zone;

    public static ServerZone Utc { get; } = new(DateTimeZone.Utc);

    /// <param name="id">An IANA or Windows name.</param>
    /// <exception cref="DateTimeZoneNotFoundException">There is no such zone.</exception>
    public static ServerZone Of(string id) =>
        new(DateTimeZoneProviders.Tzdb[TzdbDateTimeZoneSource.Default.WindowsToTzdbIds.GetValueOrDefault(id, id)]);

    public DateTimeOffset Local(DateTimeOffset at) => Instant.FromDateTimeOffset(at).InZone(_zone).ToDateTimeOffset();

    /// <summary>
    /// The moment at which the clock shows this time. A repeated time gives the first moment; a skipped one is moved forward by the gap.
    /// </summary>
    public DateTimeOffset At(DateTime local) => _zone.AtLeniently(LocalDateTime.FromDateTime(local)).ToDateTimeOffset();

    /// <summary>How often the clock shows this time: 0 in a skipped hour, 2 in a repeated one.</summary>
    public int Occurrences(DateTime local) => _zone.MapLocal(LocalDateTime.FromDateTime(local)).Count;
}
