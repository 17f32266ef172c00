using System.Diagnostics;
using VteBridge.Configuration;
using VteBridge.Vte;

namespace VteBridge.Doctor;

/// <summary>What `doctor` checks of this machine: folders, their rights, the time zone.</summary>
internal static class MachineChecks
{
    private const UnixFileMode OthersWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
    private const UnixFileMode OthersRead = UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    public static IEnumerable<Finding> Run(BridgeOptions options)
    {
        yield return Writable("state folder", options.State.Folder, "State:Folder", ExitCode.Unexpected);
        if (options.Log.ToFile)
            yield return Writable("log folder", options.Log.Folder, "Log:Folder", ExitCode.Unexpected);
        yield return Writable(
            "destination folder",
            options.Delivery.Folder,
            "Delivery:Folder",
            ExitCode.DestinationUnavailable,
            isOurs: DestinationNames.HasOwnQueue(options.Delivery.Destination)
        );
        if (!OperatingSystem.IsWindows())
            foreach (var folder in new[] { options.State.Folder, options.Log.Folder, options.State.OwnQueue })
                if (Rights(folder) is { } finding)
                    yield return finding;
        if (WriteFilter.Look(options.State.Folder) is { } filter)
            yield return filter;
        foreach (var doubt in VteClockProblems.Warnings(options.Vte))
            yield return Finding.Warning(FindingGroup.Configuration, "time zone", doubt, "");
    }

    /// <param name="isOurs">Whether only VteBridge uses the folder.</param>
    private static Finding Writable(string check, string folder, string key, int exitCode, bool isOurs = true)
    {
        var probe = Path.Combine(folder, $".vtebridge-{Guid.NewGuid():n}.tmp");
        try
        {
            if (isOurs)
                OwnerOnly.CreateFolder(folder);
            else
                Directory.CreateDirectory(folder);
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
            return Finding.Ok(FindingGroup.Machine, check, $"'{folder}' can be written");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Finding(
                FindingGroup.Machine,
                Level.Error,
                check,
                $"'{folder}' cannot be written: {e.Message}",
                $"Set {key} to a folder that this account may write.",
                exitCode
            );
        }
    }

    /// <summary>Null when no other account can change or read the folder.</summary>
    public static Finding? Rights(string folder)
    {
        if (OperatingSystem.IsWindows() || !Directory.Exists(folder))
            return null;
        var mode = File.GetUnixFileMode(folder);
        var may =
            (mode & OthersWrite) != 0 ? "change"
            : (mode & OthersRead) != 0 ? "read"
            : null;
        return may is null
            ? null
            : Finding.Warning(
                FindingGroup.Machine,
                "rights",
                $"other accounts can {may} what is in '{folder}'",
                $"chmod 700 '{folder}'"
            );
    }
}

/// <summary>
/// Looks for the Unified Write Filter of Windows IoT. It keeps changes in memory only, so that a restart would bring back
/// the state of the day when the filter was set up.
/// </summary>
internal static class WriteFilter
{
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(10);

    /// <summary>Null when there is no filter.</summary>
    public static Finding? Look(string folder)
    {
        var tool = Path.Combine(Environment.SystemDirectory, "uwfmgr.exe");
        return OperatingSystem.IsWindows() && File.Exists(tool) && folder.AsSpan(1).StartsWith(":\\")
            ? Judge(folder, Exclusions(tool, folder))
            : null;
    }

    /// <param name="exclusions">The output of uwfmgr, which may be in any language; only the paths in it are read.</param>
    public static Finding Judge(string folder, string exclusions)
    {
        var lines = exclusions
            .Split('\n')
            .Select(line => line.Trim().TrimEnd('\\'))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        return Parents(folder).Any(part => lines.Contains(part) || lines.Contains(folder[..2] + part))
            ? Finding.Ok(
                FindingGroup.Machine,
                "write filter",
                $"'{folder}' is excluded from the write filter of Windows (UWF)"
            )
            : Finding.Warning(
                FindingGroup.Machine,
                "write filter",
                $"This Windows has a write filter (UWF), and '{folder}' does not seem to be excluded from it: a restart may lose the record of what was delivered",
                $"As administrator: uwfmgr file get-exclusions {folder[..2]}; where the filter is on: uwfmgr file add-exclusion \"{folder}\", and restart"
            );
    }

    /// <summary>The folder and its parents, without the drive, which uwfmgr may leave out.</summary>
    private static IEnumerable<string> Parents(string folder)
    {
        for (var part = folder[2..].TrimEnd('\\'); part.Length > 1; part = part[..part.LastIndexOf('\\')])
            yield return part;
    }

    private static string Exclusions(string tool, string folder)
    {
        var start = new ProcessStartInfo(tool, ["file", "get-exclusions", folder[..2]])
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(LongestAnswer))
            process.Kill();
        return output.GetAwaiter().GetResult();
    }
}
