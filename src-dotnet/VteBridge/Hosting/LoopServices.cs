using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Systemd;
using VteBridge.Configuration;
using VteBridge.Monitoring;
using VteBridge.Monitoring.Alerts;
using VteBridge.Monitoring.Metrics;
using VteBridge.Sync;
using VteBridge.Vte.Reading;

namespace VteBridge.Hosting;

/// <summary>The parts of `run` that run in parallel until it stops.</summary>
internal static class LoopServices
{
    public static IServiceCollection AddLoop(
        this IServiceCollection services,
        LiveOptions live,
        BridgeOptions options
    ) =>
        services
            .AddSingleton(live)
            .AddSingleton<SyncRequests>()
            .AddSingleton<SchemaCache>()
            .AddSingleton<SliceMemory>()
            .AddSingleton<PrometheusExporter>()
            .AddSingleton<ISystemdNotifier, SystemdNotifier>()
            .AddSingleton<Func<string, string?>>(Environment.GetEnvironmentVariable)
            .AddSingleton<SystemdReporter>()
            .AddSingleton(s => ActivatorUtilities.CreateInstance<TriggerFile>(s, options.State.Folder))
            .AddSingleton(s =>
                ActivatorUtilities.CreateInstance<LoopCycle>(
                    s,
                    (BridgeOptions _) =>
                    {
                        var scope = s.CreateAsyncScope();
                        return (scope.ServiceProvider.GetRequiredService<SyncServices>(), (IAsyncDisposable)scope);
                    }
                )
            )
            .AddSingleton(Loop)
            .AddBackground((s, stop) => s.GetRequiredService<SyncLoop>().RunAsync(stop))
            .AddBackground((s, stop) => s.GetRequiredService<HealthMonitor>().RunAsync(stop))
            .AddBackground(
                (s, stop) =>
                    s.GetRequiredService<TriggerFile>()
                        .WatchAsync(
                            s.GetRequiredService<SyncRequests>(),
                            s.GetRequiredService<ILogger<TriggerFile>>(),
                            stop
                        )
            )
            .AddBackground((s, stop) => s.GetRequiredService<SystemdReporter>().RunAsync(stop));

    private static SyncLoop Loop(IServiceProvider services)
    {
        var (live, cycle) = (services.GetRequiredService<LiveOptions>(), services.GetRequiredService<LoopCycle>());
        var (health, monitor) = (
            services.GetRequiredService<HealthState>(),
            services.GetRequiredService<HealthMonitor>()
        );
        var metrics = services.GetRequiredService<BridgeMetrics>();
        services.GetRequiredService<Telemetry>();
        return new SyncLoop(
            async (finish, stop) =>
            {
                var end = await cycle.RunAsync(finish, stop);
                metrics.Count(end);
                monitor.CheckSoon();
                // The cycle is over: from here on, the status shows that `run` waits for the next one.
                health.Wait(services.GetRequiredService<TimeProvider>().GetUtcNow());
                await using (var parts = Composition.Of(services))
                    await new NightlyReconcile(parts).StepAsync(end.CompleteThrough, finish);
                return end;
            },
            () => live.Current.Schedule,
            services.GetRequiredService<SyncRequests>(),
            health.Wait,
            services.GetRequiredService<TimeProvider>()
        );
    }

    private static IServiceCollection AddBackground(
        this IServiceCollection services,
        Func<IServiceProvider, CancellationToken, Task> work
    ) =>
        services.AddSingleton<IHostedService>(s => new Background(
            stop => work(s, stop),
            s.GetRequiredService<IHostApplicationLifetime>()
        ));
}

/// <summary>Services that `run` and `sync` share: the record of the cycles, the alert rules, and the snapshot for `status`.</summary>
internal static class MonitoringServices
{
    /// <param name="options">The options at the start of the program: the state folder cannot change while it runs.</param>
    public static IServiceCollection AddMonitoring(
        this IServiceCollection services,
        BridgeOptions options,
        RecentWarnings warnings
    )
    {
        var folder = options.State.Folder;
        return services
            .AddSingleton(new SnapshotFile(folder))
            .AddSingleton<ISyncObserver>(s => s.GetRequiredService<HealthState>())
            .AddSingleton(s =>
            {
                var time = s.GetRequiredService<TimeProvider>();
                var facts = ProgramFacts.Now(time.GetUtcNow(), options.Schedule.Interval);
                return new HealthState(time, facts, s.GetRequiredService<SnapshotFile>().Read(), warnings.Lines);
            })
            .AddSingleton<SessionMeter>()
            .AddSingleton<BridgeMetrics>()
            .AddSingleton(options.Telemetry)
            .AddSingleton<Telemetry>()
            .AddSingleton<InstallationReader>()
            .AddSingleton<AlertSender>()
            .AddSingleton<AlertMonitor>()
            .AddSingleton<HealthMonitor>();
    }
}

/// <summary>
/// Background work that runs until the host stops. It starts when everything else, including the health server, has
/// started.
/// </summary>
internal sealed class Background(Func<CancellationToken, Task> work, IHostApplicationLifetime lifetime)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        try
        {
            await started.Task.WaitAsync(stoppingToken);
            await work(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // It was asked to stop.
        }
    }
}
