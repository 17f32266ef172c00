using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using VteBridge.Cli;
using VteBridge.Configuration;
using VteBridge.Monitoring;
using VteBridge.Monitoring.Metrics;
using VteBridge.Monitoring.Server;
using VteBridge.Monitoring.Systemd;
using VteBridge.Sync;

namespace VteBridge.Hosting;

/// <summary>
/// The parts of `run` and the generic host that starts and stops them: the loop, who wakes it, who watches it, who serves
/// what is known of it. The empty builder reads no environment and no files of its own: ours are the only options.
/// </summary>
internal sealed class RunHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly BridgeOptions _options;
    private readonly BridgeMetrics _metrics;
    private readonly HealthMonitor _watch;
    private readonly MetricListener _listener = new();
    private readonly ILogger _log;

    private RunHost(Invocation call, BridgeOptions options, ApiKey? key)
    {
        var time = TimeProvider.System;
        var logs = call.Logs();
        var live = new LiveOptions(
            options,
            call.ConfigurationFiles,
            () => call.Read(),
            logs.CreateLogger<LiveOptions>()
        );
        var health = new HealthParts(call, time, () => live.Current);
        var book = health.Book;
        var cycle = new LoopCycle(live, call.Compose, book, time, logs.CreateLogger<LoopCycle>());
        var requests = new SyncRequests();
        _options = options;
        _watch = health.Watch;
        _log = logs.CreateLogger<RunHost>();
        _metrics = new BridgeMetrics(book);
        var loop = new SyncLoop(CycleAsync, () => live.Current.Schedule, requests, book.Waits, time);
        var trigger = new TriggerFile(options.State.Folder, time);
        var service = new SystemdReports(SystemdLink.OfThisProcess(), book, time);

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(logs);
        builder.Services.AddSingleton<IHostLifetime, CallerLifetime>();
        builder.Services.Configure<HostOptions>(host =>
        {
            host.ServicesStopConcurrently = true;
            // The sidecar may need its own time to end on top.
            host.ShutdownTimeout =
                options.Schedule.StopTimeout + options.Delivery.Sidecar.StopTimeout + TimeSpan.FromSeconds(10);
        });
        AddBackground(stop => loop.RunAsync(stop));
        AddBackground(stop => _watch.RunAsync(stop));
        AddBackground(stop => trigger.WatchAsync(requests, logs.CreateLogger<TriggerFile>(), stop));
        AddBackground(stop => service.RunAsync(stop));
        if (options.Health.IsOn)
            HealthServer.AddTo(builder, options.Health, book, () => live.Current);
        else
            builder.Services.AddSingleton<IServer, NoServer>();
        _app = builder.Build();
        if (options.Health.IsOn)
            HealthServer.Serve(_app, key, book, _listener, time);

        void AddBackground(Func<CancellationToken, Task> work) =>
            builder.Services.AddSingleton<IHostedService>(services => new Background(
                work,
                services.GetRequiredService<IHostApplicationLifetime>()
            ));

        async Task<CycleEnd> CycleAsync(CancellationToken finish, CancellationToken stop)
        {
            var end = await cycle.RunAsync(finish, stop);
            _metrics.Count(end);
            _watch.CycleEnded();
            return end;
        }
    }

    public static RunHost Create(Invocation call, BridgeOptions options, ApiKey? key) => new(call, options, key);

    /// <exception cref="UsageFailure">The health server cannot listen.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            await _app.StartAsync(stop);
        }
        catch (IOException e) when (_options.Health.IsOn)
        {
            throw new UsageFailure(
                $"Health:Url '{_options.Health.Url}' cannot be listened on: {e.Message} Choose another port, or leave Health:Url empty."
            );
        }
        _log.LogInformation(
            "VteBridge {Version} runs: a cycle every {Interval}, state in {Folder}, status page {Addresses}",
            ProgramInfo.Version,
            _options.Schedule.Interval,
            _options.State.Folder,
            _options.Health.IsOn ? string.Join(' ', _app.Urls) : "off"
        );
        await using var asked = stop.Register(() =>
            _log.LogInformation(
                "Asked to stop: a page under way ends first, within {StopTimeout}; a second Ctrl+C ends it at once",
                _options.Schedule.StopTimeout
            )
        );
        await _app.WaitForShutdownAsync(stop);
        _watch.Stop();
        _log.LogInformation("VteBridge has stopped");
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _metrics.Dispose();
        _listener.Dispose();
    }
}
