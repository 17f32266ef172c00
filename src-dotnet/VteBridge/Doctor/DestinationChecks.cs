using System.Runtime.CompilerServices;
using VteBridge.Configuration;
using VteBridge.Delivery;
using VteBridge.Delivery.Folders;
using VteBridge.Sync;

namespace VteBridge.Doctor;

/// <summary>What `doctor` checks of the destination, and of WATS behind it.</summary>
internal static class DestinationChecks
{
    private const FindingGroup Group = FindingGroup.Destination;

    public static async IAsyncEnumerable<Finding> RunAsync(
        BridgeScope parts,
        DoctorRequest request,
        [EnumeratorCancellation] CancellationToken stop
    )
    {
        var destination = parts.Destination;
        if (destination.Full() is { } full)
            yield return new Finding(Group, Level.Error, "room", full, "", ExitCode.DestinationUnavailable);
        foreach (var finding in Files(destination))
            yield return finding;
        if (StrandedReports.In(parts.Options) is { } left)
            yield return Finding.Warning(Group, "left behind", left, StrandedReports.Fix);
        if (destination.Name is DestinationNames.QueueFolder or DestinationNames.WatchFolder)
            yield return Finding.Warning(
                Group,
                "no receipts",
                $"'{destination.Name}' leaves the upload to another program, which may lose a report and still count it as done",
                "Run 'vtebridge reconcile' regularly: it asks WATS for every report."
            );
        if (destination.Name == DestinationNames.Directory)
            yield break;
        await foreach (var finding in RepairCodeChecks.RunAsync(parts, request, stop))
            yield return finding;
        if (destination.Name == DestinationNames.Wats)
        {
            yield return await AskAsync(parts, stop);
            yield break;
        }
        await foreach (var finding in SidecarChecks.RunAsync(parts, request, stop))
            // If the sidecar is not the destination, it still checks WATS, but nothing depends on it: its errors become warnings.
            yield return destination.Name == DestinationNames.Sidecar || finding.Level != Level.Error
                ? finding
                : finding with
                {
                    Level = Level.Warning,
                    ExitCode = ExitCode.Done,
                };
    }

    private static List<Finding> Files(IDestination destination)
    {
        try
        {
            var state = destination.State();
            var counts = DestinationState.Counts(destination.Name, state.Waiting, state.Taken, state.Errors);
            var findings = new List<Finding>
            {
                Finding.Ok(Group, "files", $"{destination.Name}: {counts} in '{state.Folder}'"),
            };
            if (state.Errors > 0)
                findings.Add(
                    Finding.Warning(
                        Group,
                        "errors",
                        DestinationState.ErrorsText(state.Errors, state.Folder),
                        DestinationState.ErrorsFix
                    )
                );
            return findings;
        }
        catch (DestinationFailure e)
        {
            return
            [
                new Finding(
                    Group,
                    Level.Error,
                    "files",
                    $"the folder cannot be searched: {e.InnerException?.Message}",
                    FolderRoom.ListFix,
                    ExitCode.DestinationUnavailable
                ),
            ];
        }
    }

    /// <summary>Asks WATS for a report that does not exist: the answer shows whether server and token are right.</summary>
    private static async Task<Finding> AskAsync(BridgeScope parts, CancellationToken stop)
    {
        try
        {
            var nobodys = Guid.NewGuid();
            var answers = await parts.Verifier().AskAsync([new ReportQuestion(nobodys, Verdict.Passed)], stop);
            return answers.Answers.ContainsKey(nobodys)
                ? Finding.Ok(FindingGroup.Wats, "server", "WATS answers and accepts the token")
                : new Finding(
                    FindingGroup.Wats,
                    Level.Error,
                    "server",
                    answers.Trouble ?? "WATS did not say whether it has a report",
                    "Check Delivery:Sidecar:ServerUrl and the token.",
                    ExitCode.DestinationUnavailable
                );
        }
        catch (CannotWork failure)
        {
            return Finding.Of(FindingGroup.Wats, "server", failure);
        }
    }
}
