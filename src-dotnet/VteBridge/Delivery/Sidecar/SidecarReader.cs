using System.Runtime.CompilerServices;
using VteBridge.Configuration;

namespace VteBridge.Delivery.Sidecar;

/// <summary>Queries WATS through the sidecar's `ask`.</summary>
internal sealed class SidecarReader(SidecarOptions options, SidecarProcess process) : IWatsReader
{
    public string? Trouble { get; private set; }

    public async IAsyncEnumerable<ReadAnswer> AskAsync(
        IReadOnlyCollection<string> paths,
        [EnumeratorCancellation] CancellationToken stop
    )
    {
        Trouble = null;
        if (paths.Count == 0)
            yield break;
        var waited = paths.ToHashSet();
        await foreach (
            var line in process.LinesAsync(
                SidecarArguments.Ask(options),
                string.Join('\n', paths) + "\n",
                stop,
                MostCharacters
            )
        )
            if (Parse(line) is { } answer && waited.Remove(answer.Path))
                yield return answer;
        Trouble =
            process.End is not { IsGood: true } end ? process.End?.Why ?? "the sidecar ended without a word"
            : waited.Count > 0 ? "WATS did not answer every question"
            : null;
    }

    /// <summary>The longest answer that is read in full: larger than the largest report that WATS accepts.</summary>
    private const int MostCharacters = 64 * 1024 * 1024;

    /// <summary>Null for a line that `ask` did not write, or for a query that could not be made.</summary>
    private static ReadAnswer? Parse(string line)
    {
        try
        {
            return
                JsonSerializer.Deserialize<ReadAnswer>(line, JsonSerializerOptions.Web)
                    is { Path: not null, Status: > 0 } answer
                ? answer
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
