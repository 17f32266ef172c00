using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using VteBridge.Configuration;
using VteBridge.Core;
using VteBridge.Delivery.Folders;

namespace VteBridge.Delivery.Sidecar;

/// <summary>
/// Our own queue folder, drained through pyWATS. The folder is the buffer: with WATS, the network or Python gone, the
/// reports wait in it.
/// </summary>
internal sealed class SidecarDestination(
    FolderDestination queue,
    string folder,
    SidecarOptions options,
    SidecarProcess process,
    TimeProvider time,
    ILogger<SidecarDestination> log
) : IDestination
{
    public string Name => DestinationNames.Sidecar;

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
        DrainDone? done = null;
        var wait = 0;
        await foreach (var line in process.LinesAsync(SidecarArguments.Drain(options, folder), null, stop))
        {
            var parsed = DrainLine.Parse(line);
            done = parsed?.Done ?? done;
            if (parsed?.Progress is { } progress)
            {
                if (progress.Wait > wait)
                    log.LogInformation("Nothing is sent for {Seconds} s: {Reason}", progress.Wait, progress.Reason);
                wait = progress.Wait;
                continue;
            }
            if (parsed?.Receipt() is { } receipt)
                yield return receipt.Outcome == Outcome.Rejected
                    ? receipt with
                    {
                        Report = queue.Refused(receipt.Id),
                    }
                    : receipt;
            else if (parsed?.Done is null)
                log.LogWarning(
                    "The sidecar wrote something that is no receipt: {Line}",
                    line.Length > 200 ? line[..200] + "…" : line
                );
        }
        if (process.End is { IsGood: true } && done is { Stopped: null })
            yield break;
        if (process.End is { IsDrainedByAnother: true })
        {
            log.LogInformation("Another drainer works on {Folder}; it uploads what waits there", folder);
            yield break;
        }
        var why = done?.Stopped ?? process.End?.Why ?? "the sidecar ended without a word";
        log.LogWarning(
            "The sidecar could not go on (code {Code}): {Errors}",
            process.End?.Code,
            done?.Stopped is null && process.End?.Errors is { Length: > 0 } errors ? errors : why
        );
        yield return Receipt.OfDestination($"Reports wait in '{folder}': {why}");
    }
}
