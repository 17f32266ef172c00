using VteBridge.Configuration;
using VteBridge.Doctor;
using VteBridge.Hosting;

namespace VteBridge.Setup;

/// <summary>Tries a draft on the real server and folders, with the checks of `doctor`.</summary>
internal static class InitChecks
{
    public static async Task<List<Finding>> VteAsync(Composition parts, CancellationToken stop)
    {
        var findings = new List<Finding>();
        try
        {
            await foreach (var finding in VteChecks.RunAsync(parts, new DoctorRequest(Sample: 0), stop))
                findings.Add(finding);
        }
        catch (CannotWork failure)
        {
            findings.Add(Finding.Of(FindingGroup.Vte, "connection", failure));
        }
        return findings;
    }

    /// <summary>
    /// The state of pyWATS and its token is no answer that was given here, and may be set up later: it is only a warning.
    /// </summary>
    public static async Task<List<Finding>> DeliveryAsync(Composition parts, CancellationToken stop)
    {
        var findings = new List<Finding>();
        await foreach (var finding in DestinationChecks.RunAsync(parts, new DoctorRequest(Sample: 0), stop))
            findings.Add(
                finding is { Group: FindingGroup.Wats, Level: Level.Error }
                    ? finding with
                    {
                        Level = Level.Warning,
                        ExitCode = ExitCode.Done,
                    }
                    : finding
            );
        return findings;
    }
}
