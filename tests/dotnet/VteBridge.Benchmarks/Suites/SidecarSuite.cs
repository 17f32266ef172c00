using System.Diagnostics;
using VteBridge.Benchmarks.Harness;

namespace VteBridge.Benchmarks.Suites;

/// <summary>The whole way with the real pyWATS: 1,000 runs out of VTE, accepted by WATS. Skipped where pyWATS does not import.</summary>
internal static class SidecarSuite
{
    private const int Runs = 1_000;

    public static IEnumerable<Figure> Run(BenchOptions options)
    {
        var python = Environment.GetEnvironmentVariable("VTEBRIDGE__Delivery__Sidecar__Python") is { Length: > 0 } named
            ? named
            : "python3";
        if (!HasPyWats(python))
        {
            Console.Error.WriteLine(
                $"sidecar: skipped, because '{python}' cannot import pywats (scripts/setup-sidecar installs it)"
            );
            yield break;
        }
        using var vte = Plant.Vte(Runs, steps: 40);
        using var wats = Plant.Wats();
        var settings = Settings.For(vte, Path.Combine(options.Folder, "sidecar"), "sidecar");
        settings["VTEBRIDGE__Delivery__Sidecar__Python"] = python;
        settings["PYWATS_SERVER_URL"] = wats.Url;
        settings["PYWATS_API_TOKEN"] = "bench";
        settings["VTEBRIDGE__Sync__Repairs"] = "false";
        var measured = Processes.Program(settings, "sync", "--json");
        yield return new(
            "sidecar",
            "1,000 runs accepted by WATS",
            measured.Wall,
            "s",
            30,
            Note: $"{measured.Cpu:0.0} s of it CPU of vtebridge itself"
        );
    }

    private static bool HasPyWats(string python)
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(python, ["-c", "from pywats import AsyncWATS"]) { RedirectStandardError = true }
            )!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false; // No such program.
        }
    }
}
