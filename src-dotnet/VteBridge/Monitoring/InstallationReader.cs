using Microsoft.Extensions.Logging;
using VteBridge.Configuration;
using VteBridge.Delivery;
using VteBridge.State;

namespace VteBridge.Monitoring;

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

/// <summary>Reads our own folders; asks neither VTE nor WATS. Lists the destination's folder each time.</summary>
internal sealed class InstallationReader(Lazy<StateStore> store, TimeProvider time, ILoggerFactory logs)
{
    private const int Days = 7;

    private readonly Lock _lock = new();
    private readonly ILogger _log = logs.CreateLogger<InstallationReader>();

    /// <summary>Null where the folders cannot be read at the moment; the reason is in the log.</summary>
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
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or StateFailure)
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
