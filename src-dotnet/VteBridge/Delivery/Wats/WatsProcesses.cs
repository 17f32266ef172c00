using VteBridge.Configuration;

namespace VteBridge.Delivery.Wats;

/// <summary>
/// WATS's processes, which are queried when WATS first refuses a report, and then kept. A process code that WATS does not
/// know is a wrong configuration and affects every report of the process, so it stops the drain instead of rejecting the
/// reports one by one.
/// </summary>
internal sealed class WatsProcesses(WatsClient wats)
{
    private const int Shown = 30;

    private readonly SemaphoreSlim _oneAsks = new(1);
    private Dictionary<int, string>? _names;

    /// <summary>
    /// What is wrong and what to do, if WATS has no process with this report's code; null if it has, or if it does not
    /// list its processes.
    /// </summary>
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

/// <summary>Reads the failures of a repair process in WATS, for people to choose from, like the sidecar's probe_repairs.py.</summary>
internal static class WatsFailures
{
    private const string Path = "api/App/Processes?includeRepairOperations=true";

    /// <returns>Empty when WATS cannot be asked, or does not list its failures.</returns>
    public static async Task<IReadOnlyList<MappingRepairCode>> ReadAsync(
        SidecarOptions options,
        int process,
        TimeProvider time,
        CancellationToken stop
    )
    {
        try
        {
            using var wats = new WatsClient(WatsServer.Of(options), options.RequestTimeout, time);
            var (reply, _) = await wats.AskAsync(Path, stop);
            return reply is { Status: 200, Data.ValueKind: JsonValueKind.Array }
                ?
                [
                    .. Objects(reply.Data)
                        .Where(row => row.TryGetProperty("code", out var code) && code.ToString() == $"{process}")
                        .SelectMany(Failures)
                        .Distinct(),
                ]
                : [];
        }
        catch (InvalidDataException)
        {
            return []; // WATS is not configured; another check says so.
        }
    }

    /// <summary>
    /// Finds categories and their codes wherever they are: an object with a name that has a list of objects with names.
    /// Releases of WATS write them differently.
    /// </summary>
    private static IEnumerable<MappingRepairCode> Failures(JsonElement part) =>
        part.EnumerateObject()
            .SelectMany(member =>
                member.Value.ValueKind == JsonValueKind.Object
                    ? Failures(member.Value)
                    : Objects(member.Value)
                        .SelectMany(category =>
                            category
                                .EnumerateObject()
                                .SelectMany(list => Objects(list.Value))
                                .Select(code => (Category: Name(category), Code: Name(code)))
                        )
                        .Where(pair => pair is { Category: not null, Code: not null })
                        .Select(pair => new MappingRepairCode { Category = pair.Category!, Code = pair.Code! })
            );

    private static IEnumerable<JsonElement> Objects(JsonElement list) =>
        list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object)
            : [];

    private static string? Name(JsonElement part) =>
        WatsReply.Text(part, "description") is { Length: > 0 } description ? description : WatsReply.Text(part, "name");
}
