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
        // Up to `Jobs` answers are in memory at the same time, each as large as a report can be.
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

/// <summary>
/// Queries WATS with patience: waits when WATS asks for it, and stops when WATS fails as a whole and not on single
/// reports.
/// </summary>
internal sealed class PatientWats(WatsClient wats, TimeProvider time)
{
    private const int MostFailures = 10;
    private const int MostWaits = 7;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private int _failures;
    private volatile string? _stopped;

    /// <summary>Why nothing more is queried; null while WATS answers.</summary>
    public string? Stopped => _stopped;

    /// <summary>Whether WATS answers at all.</summary>
    public async Task<bool> AnswersAsync(CancellationToken stop)
    {
        var (version, said) = await PatientlyAsync("api/App/Version", stop);
        if (version is not { Status: 200 })
            _stopped = $"WATS cannot be asked: {said}";
        return _stopped is null;
    }

    /// <summary>Null when no answer came, or when nothing is queried any more.</summary>
    /// <param name="isOneReport">Whether the query is for one report. Its failure may be that report's fault; only many failures in
    /// a row are WATS's.</param>
    public async Task<WatsReply?> AskAsync(string path, CancellationToken stop, bool isOneReport = false)
    {
        if (_stopped is not null)
            return null;
        var (reply, said) = await PatientlyAsync(path, stop);
        var fails = reply is null or { Status: 429 or >= 500 };
        var failures =
            !isOneReport ? 0
            : fails ? Interlocked.Increment(ref _failures)
            : Interlocked.Exchange(ref _failures, 0);
        if (isOneReport && (reply is { Status: 401 or 403 } || (fails && failures >= MostFailures)))
            _stopped ??= $"WATS cannot be asked: {said}";
        return reply;
    }

    private async Task<(WatsReply? Reply, string Said)> PatientlyAsync(string path, CancellationToken stop)
    {
        for (var waits = 0; ; waits++)
        {
            var answer = await wats.AskAsync(path, stop);
            if (answer.Reply is not { Status: 429 } || waits == MostWaits)
                return answer;
            var wait = answer.Reply.RetryAfter ?? TimeSpan.FromSeconds(1 << waits);
            await Task.Delay(wait < LongestWait ? wait : LongestWait, time, stop);
        }
    }
}
