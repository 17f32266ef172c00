using System.Text.Json;

namespace VteBridge.Delivery.Wats;

/// <summary>
/// WATS's processes: asked for when WATS refuses a report, and kept. A process code that WATS does not know is a wrong
/// configuration that every report of the process meets, so it stops the sending instead of rejecting them one by one.
/// </summary>
internal sealed class WatsProcesses(WatsClient wats)
{
    private const int Shown = 30;

    private readonly SemaphoreSlim _oneAsks = new(1);
    private Dictionary<int, string>? _names;

    /// <summary>What to do when WATS has no process of this report's code; null when it has, or does not tell.</summary>
    public async Task<string?> UnknownAsync(ReportFile report, CancellationToken stop)
    {
        await _oneAsks.WaitAsync(stop);
        try
        {
            _names ??= NamesIn((await wats.AskAsync("api/App/Processes", stop)).Reply);
        }
        finally
        {
            _oneAsks.Release();
        }
        return _names.Count == 0 || report.ProcessCode is not { } code || _names.ContainsKey(code)
            ? null
            : $"WATS has no process {code}, which report {report.Text("id")} names; it has {string.Join(", ", _names.Take(Shown).Select(p => $"{p.Key} {p.Value}"))}. Create process {code} in WATS, or map to one that exists (Mapping:DefaultProcessCode, Mapping:Processes) and run 'vtebridge reconcile --from DATE --repair=all'";
    }

    private static Dictionary<int, string> NamesIn(WatsReply? reply)
    {
        var names = new Dictionary<int, string>();
        if (reply is { Status: 200, Data.ValueKind: JsonValueKind.Array })
            foreach (var row in reply.Data.EnumerateArray())
                if (
                    row.ValueKind == JsonValueKind.Object
                    && row.TryGetProperty("code", out var code)
                    && code.ValueKind == JsonValueKind.Number
                    && code.TryGetInt32(out var number)
                )
                    names[number] = WatsReply.Text(row, "name") ?? "";
        return names;
    }
}
