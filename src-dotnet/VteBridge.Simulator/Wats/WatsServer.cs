using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using VteBridge.Simulator.Wats.Faults;
using VteBridge.Simulator.Wats.Rules;

namespace VteBridge.Simulator.Wats;

/// <summary>A WATS server in this process, on loopback only. Disposing it ends all requests, also hanging ones.</summary>
internal sealed class WatsServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly CancellationTokenSource _stopping = new();

    private WatsServer(WebApplication app, WatsServerOptions options, WatsFaults faults)
    {
        _app = app;
        Faults = faults;
        Store = new(options.KeepBodies, options.Clock);
    }

    /// <summary>For example http://127.0.0.1:51234/</summary>
    public Uri Address { get; private set; } = null!;

    public WatsStore Store { get; }

    public WatsFaults Faults { get; }

    public WatsCounters Counters { get; } = new();

    public Refusals Refusals { get; } = new();

    /// <param name="faults">Faults that are active from the first request on; null means none.</param>
    /// <exception cref="IOException">The port is in use.</exception>
    public static async Task<WatsServer> StartAsync(WatsServerOptions options, WatsFaults? faults = null)
    {
        // The empty builder reads no settings file and no ASPNETCORE_ variable, which must not change the simulator.
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(kestrel =>
            {
                kestrel.Listen(IPAddress.Loopback, options.Port);
                kestrel.Limits.MaxRequestBodySize = options.MaxBodyBytes;
                kestrel.AddServerHeader = false;
            });
        builder.Services.AddRoutingCore().AddRequestDecompression();
        builder.Services.AddSingleton<IHostLifetime, NullHostLifetime>();
        var server = new WatsServer(builder.Build(), options, faults ?? new());
        server.Map(options);
        await server._app.StartAsync();
        var addresses = server._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>();
        server.Address = new Uri(addresses!.Addresses.Single());
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested)
            return;
        await _stopping.CancelAsync();
        await _app.DisposeAsync();
        _stopping.Dispose();
    }

    private void Map(WatsServerOptions options)
    {
        var middleware = new ApiMiddleware(options, Faults, Counters, _stopping.Token);
        _app.UseRequestDecompression();
        _app.Use(middleware.InvokeAsync);
        _app.UseRouting();
        new Endpoints(this, options.Rules).Map(_app);
    }
}

/// <summary>Does not handle console or signals: the command or the test decides when the server ends.</summary>
internal sealed class NullHostLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>Settings of one simulated WATS server.</summary>
internal sealed record WatsServerOptions
{
    /// <summary>Loopback port; 0 chooses a free one.</summary>
    public int Port { get; init; }

    /// <summary>The text that must follow "Basic " in the Authorization header; pyWATS is configured with the same.</summary>
    public string Token { get; init; } = "demo";

    /// <summary>False keeps only id, hash and header of a report, which saves memory with tens of thousands of reports.</summary>
    public bool KeepBodies { get; init; } = true;

    /// <summary>Largest request body in bytes, before and after decompression; a larger one is answered with 413.</summary>
    public long MaxBodyBytes { get; init; } = 30_000_000;
    public WsjfRules Rules { get; init; } = new();
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
