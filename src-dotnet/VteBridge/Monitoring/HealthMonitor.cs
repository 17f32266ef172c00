using VteBridge.Configuration;
using VteBridge.Delivery;
using VteBridge.Monitoring.Alerts;
using VteBridge.State;

namespace VteBridge.Monitoring;

/// <summary>After each cycle and once a minute, reads our folders, evaluates the alert rules and writes the snapshot file.</summary>
/// <param name="options">Returns the current options.</param>
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

    /// <summary>Makes the next check start now and not after the minute.</summary>
    public void CheckSoon()
    {
        // One waiting request is enough.
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

    /// <summary>Never throws, except when cancelled: a problem here must not end the loop.</summary>
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

    /// <summary>Writes the last snapshot of a process that ends.</summary>
    public void Stop()
    {
        health.Stop();
        Save();
    }

    /// <summary>Writes the snapshot file. A failure is only a warning, because the cycles do not need the file.</summary>
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

/// <summary>What our own folders and the state store show.</summary>
internal sealed record InstallationStatus(
    DestinationStatus Destination,
    IReadOnlyList<DiskSpace> Disks,
    DeadLetterStatus DeadLetters,
    ReportCounts Reports,
    IReadOnlyList<string> Incomplete,
    string? LeftBehind,
    IReadOnlyList<ServerCost> Costs,
    IReadOnlyList<NightStatus> Nights,
    bool NightlyIsOn
);

/// <summary>Reads our own folders and the state store, but asks neither VTE nor WATS. Each call lists the destination's folder.</summary>
internal sealed class InstallationReader(Lazy<StateStore> store, TimeProvider time, ILoggerFactory logs)
{
    private const int Days = 7;

    private readonly Lock _lock = new();
    private readonly ILogger _log = logs.CreateLogger<InstallationReader>();

    /// <summary>Null when the folders cannot be read at the moment; the log has the reason.</summary>
    public InstallationStatus? Read(BridgeOptions options)
    {
        try
        {
            lock (_lock)
                return new InstallationStatus(
                    Of(DestinationFactory.Create(options.Delivery, time, logs)),
                    [Space("state", options.State.Folder), Space("destination", options.Delivery.Folder)],
                    DeadLetterStatus.Of(store.Value),
                    ReportCounts.Of(store.Value, Days),
                    [.. store.Value.CensusDifferences().Select(d => $"{d}")],
                    StrandedReports.In(options),
                    store.Value.ServerCosts(Days),
                    NightStatus.Of(store.Value),
                    options.Reconcile.NightlyTime is not null
                );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or StateFailure or DestinationFailure)
        {
            _log.LogWarning("The folders of state and destination cannot be read ({Error})", e.Message);
            return null;
        }
    }

    public static DestinationStatus Of(IDestination destination)
    {
        var state = destination.State();
        return new DestinationStatus(
            destination.Name,
            state.Folder,
            state.Waiting,
            state.Taken,
            state.Errors,
            state.OldestWaiting,
            destination.Full(),
            Pause: state.Pause
        );
    }

    private static DiskSpace Space(string use, string folder)
    {
        try
        {
            return new DiskSpace(use, folder, new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace >> 20);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return new DiskSpace(use, folder, null); // A network share on Windows, or a folder that is gone.
        }
    }
}
