using System.Runtime.CompilerServices;
using VteBridge.Configuration;
using VteBridge.Delivery.Folders;
using VteBridge.Delivery.Sidecar;
using VteBridge.Delivery.Wats;

namespace VteBridge.Delivery;

/// <summary>Creates the configured destination.</summary>
internal static class DestinationFactory
{
    public static IDestination Create(DeliveryOptions options, TimeProvider time, ILoggerFactory logs)
    {
        return options.Destination switch
        {
            DestinationNames.QueueFolder => Folder(FolderConvention.Queue),
            DestinationNames.WatchFolder => Folder(FolderConvention.Watch),
            DestinationNames.Directory => Folder(FolderConvention.Plain),
            DestinationNames.Wats => Queue(
                new WatsDrain(options.Folder, options.Sidecar, time, logs.CreateLogger<WatsDrain>())
            ),
            _ => Queue(
                new SidecarDrain(
                    options.Folder,
                    options.Sidecar,
                    new SidecarProcess(options.Sidecar, time, logs.CreateLogger<SidecarProcess>()),
                    logs.CreateLogger<SidecarDrain>()
                )
            ),
        };

        FolderDestination Folder(FolderConvention convention) =>
            new(options.Destination, options.Folder, convention, options);

        OwnQueue Queue(IQueueDrain drain) =>
            new(Folder(FolderConvention.OwnQueue), options.Folder, drain, time, logs.CreateLogger<OwnQueue>());
    }
}

/// <summary>
/// Uploads the reports in our own queue folder. Both implementations use the same files, so that one can continue where
/// the other ended.
/// </summary>
internal interface IQueueDrain
{
    /// <summary>Yields a receipt for each report and, if reports are left, a last receipt that says why they wait.</summary>
    IAsyncEnumerable<Receipt> DrainAsync(CancellationToken stop);
}

/// <summary>
/// The destinations `sidecar` and `wats`: our own queue folder, and the drain that uploads from it. If WATS, the network
/// or Python is not available, the reports wait in the folder.
/// </summary>
internal sealed class OwnQueue(
    FolderDestination queue,
    string folder,
    IQueueDrain drain,
    TimeProvider time,
    ILogger<OwnQueue> log
) : IDestination
{
    public string Name => queue.Name;

    public bool GivesReceipts => true;

    public string? Full() => queue.Full();

    public Receipt Deliver(Outgoing report) => queue.Deliver(report);

    public Receipt? ReceiptFor(Guid id, string hash) => queue.ReceiptFor(id, hash);

    public ReadOnlyMemory<byte>? SentCopy(Guid id) => queue.SentCopy(id);

    public bool Waits(Guid id) => queue.Waits(id);

    public DestinationState State() =>
        queue.State() with
        {
            Pause = QueuePause.Read(folder, time.GetUtcNow())?.ToString(),
        };

    public async IAsyncEnumerable<Receipt> ReceiptsAsync([EnumeratorCancellation] CancellationToken stop)
    {
        var state = queue.State();
        if (state.Waiting + state.Errors == 0)
            yield break;
        await foreach (var receipt in drain.DrainAsync(stop))
            if (receipt.IsOfDestination)
            {
                var waiting = $"Reports wait in '{folder}': {receipt.Message}";
                log.LogWarning("{Waiting}", waiting);
                yield return Receipt.OfDestination(waiting);
            }
            else if (receipt.Outcome == Outcome.Rejected)
                yield return receipt with
                {
                    Report = queue.Refused(receipt.Id),
                };
            else
                yield return receipt;
    }
}

/// <summary>
/// Reports that wait in our own queue while the configuration names another destination. The state store has them as
/// queued, but only `sidecar` and `wats` upload from that folder.
/// </summary>
internal static class StrandedReports
{
    public const string Fix =
        "Run 'vtebridge sync --set Delivery:Destination=sidecar --set Delivery:Folder=' (or =wats) until none wait, or 'vtebridge reconcile --repair', which sends what WATS does not have.";

    /// <summary>Says how many reports wait there; null when none do.</summary>
    public static string? In(BridgeOptions options)
    {
        var queue = options.State.OwnQueue;
        // If the configured folder is our own queue, however its path is written, nothing is stranded.
        if (
            Path.TrimEndingDirectorySeparator(options.Delivery.Folder).Equals(queue, StringComparison.OrdinalIgnoreCase)
        )
            return null;
        try
        {
            var waiting = new FolderRoom(queue, FolderConvention.OwnQueue, options.Delivery).State().Waiting;
            return waiting > 0
                ? $"{waiting} reports wait in '{queue}', and nothing uploads them while Delivery:Destination is {options.Delivery.Destination} in '{options.Delivery.Folder}'."
                : null;
        }
        catch (DestinationFailure e)
        {
            return $"Cannot check whether reports are waiting there. {e.Message}";
        }
    }
}
