using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using VteBridge.Configuration;
using VteBridge.Delivery.Folders;
using VteBridge.Delivery.Sidecar;

namespace VteBridge.Delivery.Wats;

/// <summary>
/// Our own queue folder, drained through WATS's REST API by the program itself, where Python may not be installed. The files
/// are those of the sidecar, so that either may go on where the other ended.
/// </summary>
internal sealed class WatsDestination(
    FolderDestination queue,
    string folder,
    SidecarOptions options,
    TimeProvider time,
    ILogger<WatsDestination> log
) : IDestination
{
    public string Name => DestinationNames.Wats;

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
        var (drainLock, client, problem) = Open();
        using var held = drainLock;
        using var wats = client;
        if (problem is not null)
        {
            log.LogWarning("Reports wait in {Folder}: {Problem}", folder, problem);
            yield return Receipt.OfDestination($"Reports wait in '{folder}': {problem}");
            yield break;
        }
        if (wats is null)
        {
            log.LogInformation("Another drain works on {Folder}; it uploads what waits there", folder);
            yield break;
        }
        var drain = new WatsDrain(new QueueFiles(folder), wats, options, time, log);
        await foreach (var receipt in drain.RunAsync(stop))
            yield return receipt.Outcome == Outcome.Rejected
                ? receipt with
                {
                    Report = queue.Refused(receipt.Id),
                }
                : receipt;
        if (drain.Stopped is { } why)
        {
            log.LogWarning("Reports wait in {Folder}: {Reason}", folder, why);
            yield return Receipt.OfDestination($"Reports wait in '{folder}': {why}");
        }
    }

    /// <summary>The lock and the way to WATS, or why there is none; neither when another drain works on the folder.</summary>
    private (QueueLock? Lock, WatsClient? Client, string? Problem) Open()
    {
        try
        {
            var server = WatsServer.Of(options);
            return QueueLock.Take(folder) is { } taken
                ? (taken, new WatsClient(server, options.RequestTimeout, time), null)
                : (null, null, null);
        }
        catch (InvalidDataException e)
        {
            return (null, null, e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, null, $"the folder cannot be locked: {e.Message}");
        }
    }
}
