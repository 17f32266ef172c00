using System.Runtime.CompilerServices;
using VteBridge.Configuration;
using VteBridge.Delivery;
using VteBridge.Hosting;

namespace VteBridge.Doctor;

/// <summary>What `doctor` asks of the destination and the state folder.</summary>
internal static class DeliveryChecks
{
    public static async IAsyncEnumerable<Finding> RunAsync(
        Composition parts,
        DoctorRequest request,
        [EnumeratorCancellation] CancellationToken stop
    )
    {
        yield return Writable("state", parts.Options.State.Folder, "State:Folder", ExitCode.Unexpected);
        yield return Writable(
            "destination",
            parts.Options.Delivery.Folder,
            "Delivery:Folder",
            ExitCode.DestinationUnavailable
        );
        var destination = parts.Destination;
        if (destination.Full() is { } full)
            yield return new Finding(Level.Error, "destination", full, "", ExitCode.DestinationUnavailable);
        var state = destination.State();
        yield return Finding.Ok(
            "destination",
            $"{destination.Name}: {state.Waiting} waiting, {state.Taken} taken, {state.Errors} in error in '{state.Folder}'"
        );
        if (StrandedReports.In(parts.Options) is { } left)
            yield return new Finding(Level.Warning, "left behind", left, StrandedReports.Fix);
        if (destination.Name == DestinationNames.Sidecar)
            await foreach (var finding in SidecarChecks.RunAsync(parts, request, stop))
                yield return finding;
    }

    private static Finding Writable(string check, string folder, string key, int exitCode)
    {
        var probe = Path.Combine(folder, $".vtebridge-{Guid.NewGuid():n}.tmp");
        try
        {
            Directory.CreateDirectory(folder);
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
            return Finding.Ok(check, $"'{folder}' can be written");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Finding(
                Level.Error,
                check,
                $"'{folder}' cannot be written: {e.Message}",
                $"Set {key} to a folder that this account may write.",
                exitCode
            );
        }
    }
}
