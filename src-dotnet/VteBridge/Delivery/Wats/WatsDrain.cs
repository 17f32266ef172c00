using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using VteBridge.Configuration;

namespace VteBridge.Delivery.Wats;

/// <summary>Drains the queue through WATS's REST API by the program itself, where Python may not be installed.</summary>
internal sealed class WatsDrain(string folder, SidecarOptions options, TimeProvider time, ILogger<WatsDrain> log)
    : IQueueDrain
{
    public async IAsyncEnumerable<Receipt> DrainAsync([EnumeratorCancellation] CancellationToken stop)
    {
        var (drainLock, client, problem) = Open();
        using var held = drainLock;
        using var wats = client;
        if (problem is not null)
            yield return Receipt.OfDestination(problem);
        if (wats is null)
        {
            if (problem is null)
                log.LogInformation("Another drain works on {Folder}; it uploads what waits there", folder);
            yield break;
        }
        var run = new UploadRun(new QueueFiles(folder), wats, options, time, log);
        await foreach (var receipt in run.UploadAsync(stop))
            yield return receipt;
        if (run.Stopped is { } why)
            yield return Receipt.OfDestination(why);
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
