using VteBridge.Configuration;
using VteBridge.Doctor.Profile;
using VteBridge.Sync;
using VteBridge.Vte.Schema;

namespace VteBridge.Doctor;

/// <summary>Makes one check after another. A check that needs what is not there is left out; the others still run.</summary>
internal static class DoctorRun
{
    public static async Task<DoctorReport> ExamineAsync(
        LoadedOptions loaded,
        DoctorRequest request,
        Func<BridgeOptions, BridgeScope> compose,
        CancellationToken stop
    )
    {
        const FindingGroup Group = FindingGroup.Configuration;
        if (loaded.Problems.Count > 0)
            return new DoctorReport([
                .. loaded.Problems.Select(p => new Finding(
                    Group,
                    Level.Error,
                    "options",
                    $"{p.Key}: {p.What}",
                    p.Fix,
                    ExitCode.Usage
                )),
            ]);
        var findings = new List<Finding> { Finding.Ok(Group, "options", "every option can be used") };
        findings.AddRange(MachineChecks.Run(loaded.Options));

        // One attempt each: nobody waits a minute for a doctor.
        await using var parts = compose(loaded.Options with { Vte = loaded.Options.Vte with { Retries = 0 } });
        findings.AddRange(StateChecks.Run(parts));
        try
        {
            await foreach (var finding in VteChecks.RunAsync(parts, request, stop))
                findings.Add(finding);
        }
        catch (CannotWork failure)
        {
            findings.Add(Finding.Of(FindingGroup.Vte, "connection", failure));
        }
        await foreach (var finding in DestinationChecks.RunAsync(parts, request, stop))
            findings.Add(finding);
        return new DoctorReport(
            findings,
            request.Profile is { } profile ? Proposal.Of(profile, loaded.Options, request.Failures) : null
        );
    }
}

/// <summary>What `doctor` was asked, and what some checks find for others.</summary>
/// <param name="Sample">How many of the newest runs the profile reads; 0 for none.</param>
internal sealed record DoctorRequest(int Sample)
{
    /// <summary>What the sample shows; null when there is none.</summary>
    public SiteProfile? Profile { get; set; }

    /// <summary>One report of the sample, for WATS's own schema to check; empty when there is none.</summary>
    public ReadOnlyMemory<byte> Report => Profile?.Report ?? default;

    /// <summary>Whether the sample has repairs, so that WATS must know what they are mapped to.</summary>
    public bool HasRepairs => Profile is { Repairs: > 0 };

    /// <summary>The failures that WATS has for repairs; empty when it was not asked or does not tell.</summary>
    public IReadOnlyList<MappingRepairCode> Failures { get; set; } = [];

    /// <summary>Null when it could not be read.</summary>
    public VteSchema? Schema { get; set; }
}
