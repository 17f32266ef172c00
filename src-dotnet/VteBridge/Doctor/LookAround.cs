using Microsoft.Extensions.Logging;
using VteBridge.Configuration;
using VteBridge.Delivery;
using VteBridge.Hosting;
using VteBridge.Monitoring;
using VteBridge.Monitoring.Snapshots;
using VteBridge.State;

namespace VteBridge.Doctor;

/// <summary>Looks at our own folders; asks neither VTE nor WATS. Costs a listing of the destination's folder each time.</summary>
internal sealed class LookAround(StateStore store, TimeProvider time, ILoggerFactory logs)
{
    /// <summary>More than a person reads on a page; the count says how many there are.</summary>
    private const int NewestLetters = 50;

    private const int Days = 7;

    private readonly Lock _lock = new();
    private readonly ILogger _log = logs.CreateLogger<LookAround>();

    /// <summary>Null where the folders cannot be read at the moment; the reason is in the log.</summary>
    public Look? At(BridgeOptions options)
    {
        try
        {
            lock (_lock)
                return new Look(
                    Of(DestinationFactory.Create(options.Delivery, time, logs)),
                    [Room("state", options.State.Folder), Room("destination", options.Delivery.Folder)],
                    new DeadLettersView(store.DeadLetterCount(), store.DeadLetters(NewestLetters)),
                    JournalView.Of(store, Days)
                );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _log.LogWarning("The folders of state and destination cannot be looked at ({Error})", e.Message);
            return null;
        }
    }

    private static DestinationView Of(IDestination destination)
    {
        var state = destination.State();
        return new DestinationView(
            destination.Name,
            state.Folder,
            state.Waiting,
            state.Taken,
            state.Errors,
            state.OldestWaiting,
            destination.Full(),
            null
        );
    }

    private static DiskView Room(string use, string folder)
    {
        try
        {
            return new DiskView(use, folder, new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace >> 20);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return new DiskView(use, folder, null); // A network share on Windows, or a folder that is gone.
        }
    }
}
