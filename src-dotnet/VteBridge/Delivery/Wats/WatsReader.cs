using System.Runtime.CompilerServices;
using VteBridge.Configuration;

namespace VteBridge.Delivery.Wats;

/// <summary>Reads from WATS through its REST API.</summary>
internal sealed class WatsReader(SidecarOptions options, TimeProvider time) : IWatsReader
{
    public string? Trouble { get; private set; }

    public async IAsyncEnumerable<ReadAnswer> AskAsync(
        IReadOnlyCollection<string> paths,
        [EnumeratorCancellation] CancellationToken stop
    )
    {
        Trouble = null;
        WatsServer server;
        try
        {
            server = WatsServer.Of(options);
        }
        catch (InvalidDataException e)
        {
            Trouble = e.Message;
            yield break;
        }
        using var client = new WatsClient(server, options.RequestTimeout, time);
        var wats = new PatientWats(client, time);
        var answered = 0;
        // As many answers as are asked for at once are in memory, each as large as a report can be.
        foreach (var group in await wats.AnswersAsync(stop) ? paths.Chunk(options.Jobs) : [])
        foreach (var asked in group.Select(path => (path, wats.AskAsync(path, stop, isOneReport: true))).ToList())
            if (await asked.Item2 is { } reply)
            {
                answered++;
                yield return new ReadAnswer(asked.path, reply.Status, reply.Data);
            }
        Trouble = wats.Stopped ?? (answered < paths.Count ? "WATS did not answer every question" : null);
    }
}
