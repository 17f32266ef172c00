using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using VteBridge.Configuration;

namespace VteBridge.Delivery.Sidecar;

/// <summary>Asks WATS, by receipts, which reports it holds.</summary>
internal sealed class Verifier(SidecarOptions options, SidecarProcess process)
{
    /// <summary>Why WATS could not be asked about everything; null when it could.</summary>
    public string? Trouble { get; private set; }

    /// <param name="reports">Ids with the verdict they should have (P, F, E, T).</param>
    /// <returns>What WATS said, by id; what it could not be asked about is not there.</returns>
    public async Task<IReadOnlyDictionary<string, VerifyLine>> AskAsync(
        IEnumerable<(string Id, string? Result)> reports,
        CancellationToken stop
    )
    {
        var input = new StringBuilder();
        foreach (var (id, result) in reports)
            input
                .Append(JsonSerializer.Serialize(new VerifyLine(id, null, result), VerifyJson.Default.VerifyLine))
                .Append('\n');
        var answers = new Dictionary<string, VerifyLine>();
        if (input.Length == 0)
            return answers;
        await foreach (var line in process.LinesAsync(SidecarArguments.Verify(options), input.ToString(), stop))
            if (VerifyLine.Parse(line) is { Id: { } id, State: "found" or "missing" or "different" } answer)
                answers[id] = answer;
        if (process.End is not { IsGood: true })
            Trouble = process.End?.Why ?? "the sidecar ended without a word";
        return answers;
    }
}
