using System.Runtime.CompilerServices;
using VteBridge.Configuration;
using VteBridge.Delivery.Wats;
using VteBridge.Doctor.Profile;
using VteBridge.Sync;

namespace VteBridge.Doctor;

/// <summary>What repairs are mapped to, beside the failures that WATS has.</summary>
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
                    ? "WATS does not tell its failures here. Name one for each code in Mapping:RepairCodes."
                    : "Check the proposal below, which goes by names only, and add it to Mapping:RepairCodes."
            );
        // The sidecar checks what it uploads itself.
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
        code.Best(failures) is { } best ? $"{best.Category} / {best.Code}" : "no failure with a name like it";
}
