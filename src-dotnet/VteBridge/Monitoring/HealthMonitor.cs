using Microsoft.Extensions.Logging;
using VteBridge.Configuration;
using VteBridge.Doctor;
using VteBridge.Hosting;
using VteBridge.Monitoring.Alerts;
using VteBridge.Monitoring.Snapshots;

namespace VteBridge.Monitoring;

/// <summary>After each cycle and once a minute: looks at our folders, at the alert rules, and keeps the snapshot in the state folder.</summary>
internal sealed class HealthMonitor(
    HealthState book,
    LookAround look,
    SnapshotFile file,
    AlertWatch alerts,
    Func<BridgeOptions> live,
    TimeProvider time,
    ILogger<HealthMonitor> log
)
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _passEnded = new(0, 1);

    /// <summary>Another look is due, and does not wait for its minute.</summary>
    public void CycleEnded()
    {
        // One waiting request is as good as many.
        if (_passEnded.CurrentCount == 0)
            _passEnded.Release();
    }

    public async Task RunAsync(CancellationToken stop)
    {
        while (true)
        {
            await LookAsync(stop);
            await WaitAsync(stop);
        }
    }

    /// <summary>Never throws, but for being stopped: whatever goes wrong here must not end the loop.</summary>
    public async Task LookAsync(CancellationToken stop)
    {
        try
        {
            book.Saw(look.At(live()));
            await alerts.LookAsync(live().Alerts, stop);
        }
        catch (Exception e) when (e is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            log.LogWarning(e, "The health of this installation could not be looked at");
        }
        Keep();
    }

    /// <summary>The last word of a process that ends.</summary>
    public void Stop()
    {
        book.Stops();
        Keep();
    }

    /// <summary>Puts the snapshot into the state folder; one that cannot be written is no trouble of the cycles.</summary>
    public void Keep()
    {
        try
        {
            file.Write(book.Take());
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
            await _passEnded.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            // The minute is over.
        }
    }
}
