using VteBridge.Configuration;
using VteBridge.Hosting;

namespace VteBridge.Doctor;

/// <summary>Looks at one thing after another; what a check needs and is not there ends only the checks that need it.</summary>
internal static class DoctorRun
{
    public static async Task<IReadOnlyList<Finding>> ExamineAsync(
        LoadedOptions loaded,
        DoctorRequest request,
        Func<BridgeOptions, Composition> compose,
        CancellationToken stop
    )
    {
        var findings = new List<Finding>();
        foreach (var problem in loaded.Problems)
            findings.Add(
                new Finding(Level.Error, "configuration", $"{problem.Key}: {problem.What}", problem.Fix, ExitCode.Usage)
            );
        if (findings.Count > 0)
            return findings;
        findings.Add(Finding.Ok("configuration", "every option can be used"));

        // One attempt each: a doctor who tries again for a minute is not asked twice.
        await using var parts = compose(loaded.Options with { Vte = loaded.Options.Vte with { Retries = 0 } });
        try
        {
            await foreach (var finding in VteChecks.RunAsync(parts, request, stop))
                findings.Add(finding);
        }
        catch (CannotWork failure)
        {
            findings.Add(Finding.Of("VTE", failure));
        }
        await foreach (var finding in DeliveryChecks.RunAsync(parts, request, stop))
            findings.Add(finding);
        return findings;
    }

    /// <summary>That of the first error; warnings do not fail a call.</summary>
    public static int ExitCodeOf(IReadOnlyList<Finding> findings) =>
        findings.FirstOrDefault(f => f.Level == Level.Error)?.ExitCode ?? ExitCode.Done;
}
