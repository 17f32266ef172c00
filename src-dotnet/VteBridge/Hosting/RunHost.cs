using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using VteBridge.Configuration;
using VteBridge.Hosting.WindowsService;
using VteBridge.Monitoring;
using VteBridge.Monitoring.Metrics;
using VteBridge.Monitoring.Server;
using VteBridge.Sync;

namespace VteBridge.Hosting;

/// <summary>
/// The generic host of `run`: the loop, the triggers that wake it, the monitoring, and the health server. The empty
/// builder reads neither environment variables nor files of its own, so that our options are the only ones.
/// </summary>
internal sealed class RunHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly BridgeOptions _options;
    private readonly ILogger _log;

    private RunHost(WebApplication app, BridgeOptions options)
    {
        (_app, _options) = (app, options);
        _log = app.Services.GetRequiredService<ILogger<RunHost>>();
    }

    /// <param name="also">Adds services that only this host needs.</param>
    public static RunHost Create(
        LiveOptions live,
        ILoggerFactory logs,
        RecentWarnings warnings,
        ApiKey? key,
        Action<IServiceCollection>? also = null
    )
    {
        var options = live.Current;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder
            .Services.AddVteBridge(() => live.Current, TimeProvider.System, logs)
            .AddMonitoring(options, warnings)
            .AddLoop(live, options)
            .AddSingleton(
                typeof(IHostLifetime),
                ServiceStart.IsService ? typeof(ServiceHostLifetime) : typeof(CallerLifetime)
            )
            .Configure<HostOptions>(host =>
            {
                host.ServicesStopConcurrently = true;
                // The sidecar may need its own stop timeout on top.
                host.ShutdownTimeout =
                    options.Schedule.StopTimeout + options.Delivery.Sidecar.StopTimeout + TimeSpan.FromSeconds(10);
            });
        also?.Invoke(builder.Services);
        WebApplication app = null!;
        if (options.Health.IsOn)
            HealthServer.AddTo(
                builder,
                options.Health,
                () => app.Services.GetRequiredService<HealthState>(),
                () => live.Current
            );
        else
            builder.Services.AddSingleton<IServer, NoServer>();
        app = builder.Build();
        if (options.Health.IsOn)
            HealthServer.Serve(
                app,
                key,
                app.Services.GetRequiredService<HealthState>(),
                app.Services.GetRequiredService<PrometheusExporter>(),
                TimeProvider.System
            );
        return new RunHost(app, options);
    }

    /// <exception cref="UsageFailure">The health server cannot listen on its address.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            await _app.StartAsync(stop);
        }
        catch (Exception e) when (e is IOException or SocketException && _options.Health.IsOn)
        {
            throw new UsageFailure(
                $"The program cannot listen on Health:Url '{_options.Health.Url}': {e.Message} Choose an address of this machine and another port, or leave Health:Url empty."
            );
        }
        _log.LogInformation(
            EventIds.Started,
            "VteBridge {Version} is running: a cycle every {Interval}, state in {Folder}, status page {Addresses}",
            ProgramInfo.Version,
            _options.Schedule.Interval,
            _options.State.Folder,
            _options.Health.IsOn ? string.Join(' ', _app.Urls) : "off"
        );
        await using var asked = stop.Register(() =>
            _log.LogInformation(
                EventIds.Stopping,
                "Stopping: the current page is finished first, within {StopTimeout}; a second Ctrl+C stops at once",
                _options.Schedule.StopTimeout
            )
        );
        await _app.WaitForShutdownAsync(stop);
        _app.Services.GetRequiredService<HealthMonitor>().Stop();
        await ThrowWhatEndedItAsync();
        _log.LogInformation(EventIds.Stopped, "VteBridge has stopped");
    }

    /// <summary>
    /// The host stops when one of its services fails, but does not report the reason. This throws it, so that the caller
    /// of `run` sees the failure.
    /// </summary>
    private Task ThrowWhatEndedItAsync() =>
        Task.WhenAll(
            _app.Services.GetServices<IHostedService>()
                .OfType<BackgroundService>()
                .Select(service => service.ExecuteTask)
                .OfType<Task>()
                .Where(work => work.IsFaulted)
        );

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}

/// <summary>The host runs until its caller stops it. Signals are handled by <see cref="ShutdownSignals"/>, not by the host.</summary>
internal sealed class CallerLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
