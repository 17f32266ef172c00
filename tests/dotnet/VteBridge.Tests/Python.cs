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

    /// <summary>What runs the sidecar: a Python that has the real pyWATS, else one with what stands in for it.</summary>
    internal static string WithPyWats => PyWats.Value;

    private static readonly Lazy<string> PyWats = new(FindPyWats);

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

    private static string FindPyWats()
    {
        if (Missing is not null)
            return Repository.PathOf("tests/python/stand_in/python");
        var python =
            SidecarOptions.PreparedPython(Repository.PathOf("."))
            ?? PythonEnvironment.Find(new SidecarOptions()).Python;
        using var process = Process.Start(
            new ProcessStartInfo(python, ["-c", "import pywats"]) { RedirectStandardError = true }
        )!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? python : Repository.PathOf("tests/python/stand_in/python");
    }

    /// <summary>Why tests of the sidecar cannot run; null when they can.</summary>
    internal static string? WithoutSidecar =>
        Missing ?? (OperatingSystem.IsWindows() ? "what stands in for pyWATS is started by a shell script" : null);
}
