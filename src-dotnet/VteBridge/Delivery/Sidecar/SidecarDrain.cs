using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
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
                    "The sidecar wrote a line that is not a receipt: {Line}",
                    line.Length > 200 ? line[..200] + "…" : line
                );
        }
        if (process.End is { IsGood: true } && done is { Stopped: null })
            yield break;
        if (process.End is { IsDrainedByAnother: true })
        {
            log.LogInformation(
                "Another process is already uploading from {Folder}; it sends what is waiting there",
                folder
            );
            yield break;
        }
        if (done?.Stopped is null && process.End?.Errors is { Length: > 0 } errors)
            log.LogWarning("The sidecar stopped with an error (code {Code}): {Errors}", process.End.Code, errors);
        yield return Receipt.OfDestination(done?.Stopped ?? process.End?.Why ?? "the sidecar ended without a word");
    }
}

/// <summary>One line of the output of `drain`: the outcome of a report, a pause, or the counts at the end.</summary>
internal sealed record DrainLine(
    string? Id,
    string? Outcome,
    string? Message,
    string? Sha256,
    DrainDone? Done,
    DrainProgress? Progress = null
)
{
    /// <summary>Null for a line that the sidecar's `drain` did not write.</summary>
    public static DrainLine? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, DrainJson.Default.DrainLine);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Null for a pause or counts, and for a line without a report id or with an outcome that a drain cannot have.</summary>
    public Receipt? Receipt() =>
        Guid.TryParse(Id, out var id) && OutcomeOf(Outcome) is { } outcome
            ? new Receipt(id, outcome, Message, Hash: Sha256)
            : null;

    private static Outcome? OutcomeOf(string? name) =>
        name switch
        {
            nameof(Core.Outcome.Accepted) => Core.Outcome.Accepted,
            nameof(Core.Outcome.Rejected) => Core.Outcome.Rejected,
            nameof(Core.Outcome.Unavailable) => Core.Outcome.Unavailable,
            _ => null,
        };
}

internal sealed record DrainDone(string? Stopped);

/// <summary>WATS asked for a pause, of which this many seconds are left.</summary>
internal sealed record DrainProgress(int Wait, string? Reason);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(DrainLine))]
internal sealed partial class DrainJson : JsonSerializerContext;
