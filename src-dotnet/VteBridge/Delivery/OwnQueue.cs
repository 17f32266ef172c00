using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using VteBridge.Delivery.Folders;
using VteBridge.Delivery.Sidecar;

namespace VteBridge.Delivery;

/// <summary>Uploads what waits in our own queue folder. The files are the same whoever does it, so that one may go on where another ended.</summary>
internal interface IQueueDrain
{
    /// <summary>What became of each report, and in the end why the rest waits, when it does.</summary>
    IAsyncEnumerable<Receipt> DrainAsync(CancellationToken stop);
}

/// <summary>
/// The destinations `sidecar` and `wats`: our own queue folder, and who empties it. The folder is the buffer: with WATS, the
/// network or Python gone, the reports wait in it.
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
