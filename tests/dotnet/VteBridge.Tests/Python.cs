using System.ComponentModel;
using System.Diagnostics;
using VteBridge.Configuration;
using VteBridge.Delivery.Sidecar;

namespace VteBridge.Tests;

/// <summary>The Python of this machine, if there is one.</summary>
internal static class Python
{
    internal static string Name { get; } = OperatingSystem.IsWindows() ? "python" : "python3";

    /// <summary>Why tests that need Python cannot run; null when they can.</summary>
    internal static string? Missing { get; } = Find();

    /// <summary>The Python that runs the sidecar: one with the real pyWATS, or else one with the stand-in for it.</summary>
    internal static string WithPyWats => PyWats.Value.Python;

    /// <summary>Why the real pyWATS cannot be used; null when <see cref="WithPyWats"/> has it.</summary>
    internal static string? WithoutRealPyWats => PyWats.Value.Missing;

    private static readonly Lazy<(string Python, string? Missing)> PyWats = new(FindPyWats);

    private static string? Find()
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(Name, ["-c", "import sys; sys.exit(sys.version_info < (3, 10))"])
            )!;
            process.WaitForExit();
            return process.ExitCode == 0 ? null : $"'{Name}' is not Python 3.10 or newer";
        }
        catch (Win32Exception)
        {
            return $"there is no '{Name}' on this machine";
        }
    }

    private static (string, string?) FindPyWats()
    {
        var standIn = Repository.PathOf("tests/python/stand_in/python");
        if (Missing is not null)
            return (standIn, Missing);
        var python =
            SidecarOptions.PreparedPython(Repository.PathOf("."))
            ?? PythonEnvironment.Find(new SidecarOptions()).Python;
        using var process = Process.Start(
            new ProcessStartInfo(python, ["-c", "import pywats"]) { RedirectStandardError = true }
        )!;
        var said = process.StandardError.ReadToEnd().TrimEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? (python, null)
            : (standIn, $"'{python}' cannot import pywats: {said.Split('\n')[^1]}");
    }

    /// <summary>Why tests of the sidecar cannot run; null when they can.</summary>
    internal static string? WithoutSidecar =>
        Missing ?? (OperatingSystem.IsWindows() ? "what stands in for pyWATS is started by a shell script" : null);
}
