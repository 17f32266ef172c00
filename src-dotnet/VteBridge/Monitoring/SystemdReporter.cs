using Microsoft.Extensions.Hosting.Systemd;

namespace VteBridge.Monitoring;

/// <summary>
/// Tells systemd that the service is ready, what it does, and that it is alive. The library sends the messages but does
/// not support the watchdog. The watchdog gets its signal as long as cycles make progress, so that systemd restarts a
/// process that hangs.
/// </summary>
internal sealed class SystemdReporter(
    ISystemdNotifier systemd,
    Func<string, string?> environment,
    HealthState health,
    TimeProvider time
)
{
    /// <summary>Longer than any wait that has its own limit (statements, sidecar).</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromHours(2);

    private static readonly TimeSpan StatusEvery = TimeSpan.FromSeconds(30);

    /// <summary>How often the watchdog needs a signal: half of the time that systemd waits; null when systemd's watchdog is off.</summary>
    public TimeSpan? WatchdogInterval =>
        long.TryParse(environment("WATCHDOG_USEC"), CultureInfo.InvariantCulture, out var microseconds)
        && microseconds > 0
        && (environment("WATCHDOG_PID") is not { Length: > 0 } pid || pid == $"{Environment.ProcessId}")
            ? TimeSpan.FromMicroseconds(microseconds / 2.0)
            : null;

    public async Task RunAsync(CancellationToken stop)
    {
        if (!systemd.IsEnabled)
            return;
        systemd.Notify(ServiceState.Ready);
        var every = WatchdogInterval is { } watchdog && watchdog < StatusEvery ? watchdog : StatusEvery;
        using var timer = new PeriodicTimer(every, time);
        try
        {
            do Report(health.Take());
            while (await timer.WaitForNextTickAsync(stop));
        }
        finally
        {
            systemd.Notify(ServiceState.Stopping);
        }
    }

    private void Report(Snapshot now)
    {
        systemd.Notify(new ServiceState("STATUS=" + TextSanitiser.OneLine(StatusText.Of(now))));
        if (!IsHanging(now))
            systemd.Notify(new ServiceState("WATCHDOG=1"));
    }

    public static bool IsHanging(Snapshot now) =>
        now.Activity == Activity.Syncing && now.At - now.LastActivity > LongestSilence;
}
