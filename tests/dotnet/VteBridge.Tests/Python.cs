using System.ComponentModel;
using System.Diagnostics;

namespace VteBridge.Tests;

/// <summary>The Python of this machine, where there is one.</summary>
internal static class Python
{
    internal static string Name { get; } = OperatingSystem.IsWindows() ? "python" : "python3";

    /// <summary>Why tests that need it cannot run; null when they can.</summary>
    internal static string? Missing { get; } = Find();

    private static string? Find()
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(Name, ["-c", "import sys; sys.exit(sys.version_info < (3, 10))"])
            )!;
            process.WaitForExit();
            return process.ExitCode == 0 ? null : $"'{Name}' is no Python 3.10 or newer";
        }
        catch (Win32Exception)
        {
            return $"there is no '{Name}' on this machine";
        }
    }
}
