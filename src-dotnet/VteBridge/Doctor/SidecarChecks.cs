using System.Runtime.CompilerServices;
using VteBridge.Configuration;
using VteBridge.Delivery.Sidecar;
using VteBridge.Delivery.Wats;
using VteBridge.Doctor.Profile;
using VteBridge.Sync;

namespace VteBridge.Doctor;

/// <summary>What the sidecar's `probe` finds out about Python, pyWATS, a pyWATS client on this machine, and the server.</summary>
internal static class SidecarChecks
{
    private const int MostFailures = 200;

    private const string WithoutPython =
        "Where Python may not be installed, use Delivery:Destination 'wats', which works without it.";

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
            // One report of the site, for the server to check against its own schema; it is not uploaded.
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
                process.End?.Why ?? "the sidecar wrote nothing",
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
                    // A command line has no room for more.
                    .Take(MostFailures)
            )
            : null;

    private static IEnumerable<Finding> Parse(string line)
    {
        try
        {
            return (JsonSerializer.Deserialize<ProbeLine>(line, JsonSerializerOptions.Web)?.Findings ?? []).Select(Of);
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static Finding Of(ProbeFinding found)
    {
        var level = Enum.TryParse<Level>(found.Level, ignoreCase: true, out var known) ? known : Level.Error;
        var needsPython = level == Level.Error && found.Check is "python" or "pywats";
        return new Finding(
            FindingGroup.Wats,
            level,
            found.Check,
            found.Evidence,
            needsPython ? $"{found.Advice} {WithoutPython}" : found.Advice,
            level == Level.Error ? ExitCode.DestinationUnavailable : ExitCode.Done
        );
    }

    private sealed record ProbeLine(IReadOnlyList<ProbeFinding>? Findings);

    private sealed record ProbeFinding(string Check = "", string Level = "", string Evidence = "", string Advice = "");
}

/// <summary>Compares the failures that repairs are mapped to with the failures that WATS has.</summary>
internal static class RepairCodeChecks
{
    public static async IAsyncEnumerable<Finding> RunAsync(
        BridgeScope parts,
        DoctorRequest request,
        [EnumeratorCancellation] CancellationToken stop
    )
    {
        if (request.Profile is not { Repairs: > 0 } profile)
            yield break;
        var mapping = parts.Options.Mapping;
        request.Failures = await WatsFailures.ReadAsync(
            parts.Options.Delivery.Sidecar,
            mapping.RepairProcessCode,
            parts.Time,
            stop
        );
        var unmapped = profile.UnmappedRepairCodes.ToList();
        if (unmapped.Count > 0)
            yield return Finding.Warning(
                FindingGroup.Data,
                "repair codes",
                $"not mapped: {string.Join("; ", unmapped.Select(code => $"{code} → {Proposed(code, request.Failures)}"))}",
                request.Failures.Count == 0
                    ? "The failures that WATS knows could not be read. Name one for each code in Mapping:RepairCodes."
                    : "Check the proposal below, which is based on names only, and add it to Mapping:RepairCodes."
            );
        // With another destination, the sidecar's probe makes this check.
        if (parts.Destination.Name != DestinationNames.Wats || request.Failures.Count == 0)
            yield break;
        var missing = mapping
            .RepairCodes.FailureCode.Values.Concat(mapping.RepairCodes.ActionCode.Values)
            .Append(mapping.RepairFallback)
            .Except(request.Failures);
        foreach (var failure in missing)
            yield return new Finding(
                FindingGroup.Wats,
                Level.Error,
                "repairs",
                $"process {mapping.RepairProcessCode} has no failure {failure.Category} / {failure.Code}",
                "Create it in WATS, or set Mapping:RepairCodes and Mapping:RepairFallback to failures that exist.",
                ExitCode.DestinationUnavailable
            );
    }

    private static string Proposed(UnmappedRepairCode code, IReadOnlyList<MappingRepairCode> failures) =>
        code.Best(failures) is { } best ? $"{best.Category} / {best.Code}" : "no failure with a similar name";
}
