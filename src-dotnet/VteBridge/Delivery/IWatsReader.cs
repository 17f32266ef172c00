using System.Text.Json;

namespace VteBridge.Delivery;

/// <summary>Reads from WATS by GET. `sidecar` asks through pyWATS, `wats` by itself.</summary>
internal interface IWatsReader
{
    /// <summary>Why not everything was answered the last time; null when it was.</summary>
    string? Trouble { get; }

    /// <summary>The answers as they come, in any order; a path that got none is not among them.</summary>
    /// <param name="paths">Below the server's address, such as `api/Report/Wsjf/…`; each once.</param>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    IAsyncEnumerable<ReadAnswer> AskAsync(IReadOnlyCollection<string> paths, CancellationToken stop);
}

/// <summary>An HTTP answer: its status and its body as JSON.</summary>
internal sealed record ReadAnswer(string Path, int Status, JsonElement Data);
