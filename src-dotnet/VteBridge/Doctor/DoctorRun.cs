using VteBridge.Configuration;
using VteBridge.Doctor.Profile;
using VteBridge.Sync;

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
