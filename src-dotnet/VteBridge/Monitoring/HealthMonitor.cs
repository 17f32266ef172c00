using Microsoft.Extensions.Logging;
using VteBridge.Configuration;
using VteBridge.Monitoring.Alerts;

namespace VteBridge.Monitoring;

/// <summary>After each cycle and once a minute: reads our folders, evaluates the alert rules, and writes the snapshot file.</summary>
/// <param name="options">As they are now.</param>
internal sealed class HealthMonitor(
    HealthState health,
    InstallationReader installation,
    SnapshotFile file,
    AlertMonitor alerts,
    Func<BridgeOptions> options,
    TimeProvider time,
    ILogger<HealthMonitor> log
)
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _asked = new(0, 1);

    /// <summary>Does not wait for the next minute.</summary>
    public void CheckSoon()
    {
        // One waiting request is as good as many.
        if (_asked.CurrentCount == 0)
            _asked.Release();
    }

    public async Task RunAsync(CancellationToken stop)
    {
        while (true)
        {
            await CheckAsync(stop);
            await WaitAsync(stop);
        }
    }

    /// <summary>Never throws, except when it is stopped: whatever goes wrong here must not end the loop.</summary>
    public async Task CheckAsync(CancellationToken stop)
    {
        try
        {
            health.Set(installation.Read(options()));
            await alerts.CheckAsync(options().Alerts, stop);
        }
        catch (Exception e) when (e is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            log.LogWarning(e, "The health of this installation could not be checked");
        }
        Save();
    }

    /// <summary>The last snapshot of a process that ends.</summary>
    public void Stop()
    {
        health.Stop();
        Save();
    }

    /// <summary>Writes the snapshot file. Failing to is a warning: the cycles do not need it.</summary>
    public void Save()
    {
        try
        {
            file.Write(health.Take());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.LogWarning("The snapshot {File} cannot be written ({Error})", file.Path, e.Message);
        }
    }

    private async Task WaitAsync(CancellationToken stop)
    {
        using var minute = new CancellationTokenSource(Every, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(minute.Token, stop);
        try
        {
            await _asked.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            // The minute is over.
        }
    }
}
