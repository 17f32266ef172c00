using Microsoft.Extensions.DependencyInjection;
using VteBridge.Configuration;
using VteBridge.Monitoring;
using VteBridge.Monitoring.Alerts;
using VteBridge.Monitoring.Metrics;
using VteBridge.Sync;

namespace VteBridge.Hosting;

/// <summary>What `run` and `sync` share: the record of how the cycles go, the alert rules, and the snapshot for `status`.</summary>
internal static class MonitoringServices
{
    /// <param name="options">As the program starts: the state folder does not change while it runs.</param>
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
            .AddSingleton<BridgeMetrics>()
            .AddSingleton(options.Telemetry)
            .AddSingleton<Telemetry>()
            .AddSingleton<InstallationReader>()
            .AddSingleton<AlertSender>()
            .AddSingleton<AlertMonitor>()
            .AddSingleton<HealthMonitor>();
    }
}
