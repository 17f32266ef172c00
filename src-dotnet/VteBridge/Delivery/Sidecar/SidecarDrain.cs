using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using VteBridge.Configuration;

namespace VteBridge.Delivery.Sidecar;

/// <summary>Drains the queue through pyWATS, in one run of the sidecar.</summary>
internal sealed class SidecarDrain(
    string folder,
    SidecarOptions options,
    SidecarProcess process,
    ILogger<SidecarDrain> log
) : IQueueDrain
{
    public async IAsyncEnumerable<Receipt> DrainAsync([EnumeratorCancellation] CancellationToken stop)
    {
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
                yield return receipt;
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
            log.LogInformation("Another drain works on {Folder}; it uploads what waits there", folder);
            yield break;
        }
        if (done?.Stopped is null && process.End?.Errors is { Length: > 0 } errors)
            log.LogWarning("The sidecar could not go on (code {Code}): {Errors}", process.End.Code, errors);
        yield return Receipt.OfDestination(done?.Stopped ?? process.End?.Why ?? "the sidecar ended without a word");
    }
}
