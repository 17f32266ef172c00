using System.ComponentModel;
using System.Diagnostics;
using VteBridge.Configuration;
using VteBridge.Delivery.Sidecar;

namespace VteBridge.Tests;

/// <summary>The Python of this machine, where there is one.</summary>
internal static class Python
{
    internal static string Name { get; } = OperatingSystem.IsWindows() ? "python" : "python3";

    /// <summary>Why tests that need it cannot run; null when they can.</summary>
    internal static string? Missing { get; } = Find();

    /// <summary>Why tests that need the real pyWATS in the sidecar's own Python cannot run; null when they can.</summary>
    internal static string? WithoutPyWats { get; } = FindPyWats();

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

    private static string? FindPyWats()
    {
        var python = PythonEnvironment.Find(new SidecarOptions()).Python;
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(python, ["-c", "import pywats"]) { RedirectStandardError = true }
            )!;
            var why = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? null : $"'{python}' cannot import pywats: {why.Trim().Split('\n')[^1]}";
        }
        catch (Win32Exception notThere)
        {
            return notThere.Message;
        }
    }
}
