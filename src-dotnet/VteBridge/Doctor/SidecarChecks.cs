using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using VteBridge.Configuration;
using VteBridge.Delivery.Sidecar;
using VteBridge.Sync;

namespace VteBridge.Doctor;

/// <summary>What the sidecar's `probe` finds: Python, pyWATS, a client beside us, the server.</summary>
internal static class SidecarChecks
{
    private const int MostFailures = 200;

    private const string WithoutPython =
        "Where Python may not be installed, Delivery:Destination 'wats' works without.";

    public static async IAsyncEnumerable<Finding> RunAsync(
        BridgeScope parts,
        DoctorRequest request,
        [EnumeratorCancellation] CancellationToken stop
    )
    {
        var options = parts.Options.Delivery.Sidecar;
        var process = new SidecarProcess(options, parts.Time, parts.Logs.CreateLogger<SidecarProcess>());
        var mapping = parts.Options.Mapping;
        var processes = mapping
            .Processes.Select(p => p.Code)
            .Append(mapping.DefaultProcessCode ?? 0)
            .Where(c => c != 0)
            .Distinct();
        var report = request.Report.IsEmpty ? "" : Path.GetTempFileName();
        var found = false;
        try
        {
            // One report of the site, for the server's own schema to check; nothing is uploaded.
            if (report != "")
                await File.WriteAllBytesAsync(report, request.Report, stop);
            await foreach (
                var line in process.LinesAsync(
                    SidecarArguments.Probe(options, processes, Repairs(mapping, request), report),
                    null,
                    stop
                )
            )
            foreach (var finding in Parse(line))
            {
                found = true;
                yield return finding;
            }
        }
        finally
        {
            if (report != "")
                File.Delete(report);
        }
        if (!found)
            yield return new Finding(
                FindingGroup.Wats,
                Level.Error,
                "sidecar",
                process.End?.Why ?? "the sidecar said nothing",
                $"Run scripts/setup-sidecar, or set Delivery:Sidecar:Python to a Python that has pywats-api. {WithoutPython}",
                ExitCode.DestinationUnavailable
            );
    }

    private static (int, IEnumerable<(string, string)>)? Repairs(MappingOptions mapping, DoctorRequest request) =>
        request.HasRepairs
            ? (
                mapping.RepairProcessCode,
                mapping
                    .RepairCodes.FailureCode.Values.Concat(mapping.RepairCodes.ActionCode.Values)
                    .Append(mapping.RepairFallback)
                    .Select(f => (f.Category, f.Code))
                    .Distinct()
                    // A command line is no place for more.
                    .Take(MostFailures)
            )
            : null;

    private static IEnumerable<Finding> Parse(string line)
    {
        JsonElement json;
        try
        {
            json = JsonElement.Parse(line);
        }
        catch (JsonException)
        {
            yield break;
        }
        var findings =
            json.ValueKind == JsonValueKind.Object && json.TryGetProperty("findings", out var list) ? list : json;
        if (findings.ValueKind != JsonValueKind.Array)
            yield break;
        foreach (var f in findings.EnumerateArray())
        {
            var level = Text(f, "level") switch
            {
                "ok" => Level.Ok,
                "warning" => Level.Warning,
                _ => Level.Error,
            };
            var (check, fix) = (Text(f, "check"), Text(f, "advice"));
            var needsPython = level == Level.Error && check is "python" or "pywats";
            yield return new Finding(
                FindingGroup.Wats,
                level,
                check,
                Text(f, "evidence"),
                needsPython ? $"{fix} {WithoutPython}" : fix,
                level == Level.Error ? ExitCode.DestinationUnavailable : 0
            );
        }
    }

    private static string Text(JsonElement finding, string name) =>
        finding.TryGetProperty(name, out var text) ? text.ToString() : "";
}
