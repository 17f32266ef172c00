using System.Diagnostics;

namespace VteBridge.Doctor;

/// <summary>
/// The Unified Write Filter of Windows IoT keeps what is written in memory only: after a restart the state would be that of
/// the day when the filter was set up.
/// </summary>
internal static class WriteFilter
{
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(10);

    /// <summary>Null where there is no filter.</summary>
    public static Finding? Look(string folder)
    {
        var tool = Path.Combine(Environment.SystemDirectory, "uwfmgr.exe");
        return OperatingSystem.IsWindows() && File.Exists(tool) && folder.AsSpan(1).StartsWith(":\\")
            ? Judge(folder, Exclusions(tool, folder))
            : null;
    }

    /// <param name="exclusions">What uwfmgr lists, in words of any language; only its paths are read.</param>
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
                $"'{folder}' is left out of the write filter of Windows (UWF)"
            )
            : Finding.Warning(
                FindingGroup.Machine,
                "write filter",
                $"This Windows has a write filter (UWF), which is not known to leave '{folder}' out: a restart may forget what was delivered",
                $"As administrator: uwfmgr file get-exclusions {folder[..2]}; where the filter is on: uwfmgr file add-exclusion \"{folder}\", and restart"
            );
    }

    /// <summary>The folder and those above it, without the drive, which uwfmgr may leave out.</summary>
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
