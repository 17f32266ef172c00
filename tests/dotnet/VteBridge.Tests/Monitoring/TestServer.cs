using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using VteBridge.Configuration;
using VteBridge.Monitoring;
using VteBridge.Monitoring.Metrics;
using VteBridge.Monitoring.Server;
using VteBridge.Tests.Sync;

namespace VteBridge.Tests.Monitoring;

/// <summary>The real health server on a free port, with a snapshot that the test gives.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    /// <summary>A key that is long enough, for tests with one.</summary>
    public const string Key = "correct-horse-battery-staple";

    private readonly WebApplication _app;
    private readonly BridgeMetrics _metrics;
    private readonly PrometheusExporter _exporter = new();
    private readonly HttpClient _client;

    private TestServer(Snapshot snapshot, string? key, HealthOptions options)
    {
        var time = new FakeTime(snapshot.At);
        // The health state takes warnings from the log and not from the stored snapshot.
        State = new HealthState(time, snapshot.Program, snapshot, () => snapshot.Warnings);
        State.Wait(snapshot.NextCycle ?? snapshot.At);
        _metrics = new BridgeMetrics(State);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        HealthServer.AddTo(
            builder,
            options with
            {
                Url = "http://127.0.0.1:0",
            },
            () => State,
            () => new BridgeOptions()
        );
        _app = builder.Build();
        HealthServer.Serve(_app, key is null ? null : new ApiKey(key), State, _exporter, time);
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
    }

    public HealthState State { get; }

    public KestrelServerLimits Limits =>
        _app.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits;

    public Uri Address => new(_app.Urls.Single());

    public static async Task<TestServer> StartAsync(
        Snapshot? snapshot = null,
        string? key = null,
        HealthOptions? options = null
    )
    {
        var server = new TestServer(snapshot ?? Some.Healthy, key, options ?? new HealthOptions());
        await server._app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    public Task<HttpResponseMessage> GetAsync(string path, Action<HttpRequestMessage>? with = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Address, path));
        with?.Invoke(request);
        return _client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async Task<string> TextAsync(string path, Action<HttpRequestMessage>? with = null)
    {
        using var answer = await GetAsync(path, with);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    public async Task<string> RawStatusAsync(string request) => (await RawAsync(request)).Split(' ')[1];

    /// <summary>Sends exactly these bytes and returns what the server answers until it closes the connection.</summary>
    public async Task<string> RawAsync(string request)
    {
        var stop = TestContext.Current.CancellationToken;
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", Address.Port, stop);
        await using var stream = client.GetStream();
        var answer = new MemoryStream();
        try
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(request), stop);
            await stream.CopyToAsync(answer, stop);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            // The server closed the connection before it had read everything; that is a valid answer.
        }
        return Encoding.Latin1.GetString(answer.ToArray());
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
        _metrics.Dispose();
        _exporter.Dispose();
    }
}
