using VteBridge.Monitoring.Snapshots;

namespace VteBridge.Monitoring.Systemd;

/// <summary>Keeps systemd informed, and lets its watchdog end a process that hangs: signs of life come from the work itself.</summary>
internal sealed class SystemdReports(SystemdLink manager, HealthState book, TimeProvider time)
{
    /// <summary>Longer than any wait that has a limit of its own (statements, sidecar).</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromHours(2);

    private static readonly TimeSpan StatusEvery = TimeSpan.FromSeconds(30);

    public async Task RunAsync(CancellationToken stop)
    {
        if (!manager.IsThere)
            return;
        manager.Ready();
        var every = manager.WatchdogInterval is { } watchdog && watchdog < StatusEvery ? watchdog : StatusEvery;
        using var timer = new PeriodicTimer(every, time);
        try
        {
            do Report(book.Take());
            while (await timer.WaitForNextTickAsync(stop));
        }
        finally
        {
            manager.Stopping();
        }
    }

    private void Report(Snapshot now)
    {
        manager.Status(StatusLine.Of(now));
        if (!IsHanging(now))
            manager.Alive();
    }

    public static bool IsHanging(Snapshot now) =>
        now.Activity == Activity.InCycle && now.At - now.LastSign > LongestSilence;
}
