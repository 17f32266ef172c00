using System.Diagnostics;
using VteBridge.Benchmarks.Children;
using VteBridge.Benchmarks.Harness;
using VteBridge.Configuration;

namespace VteBridge.Benchmarks.Suites;

/// <summary>
/// Reports into WATS: what both ways take over a bare loop that posts the same bytes, and the whole way with the real pyWATS.
/// `sidecar` is left out where pyWATS does not import.
/// </summary>
internal static class UploadSuite
{
    private const string Name = "upload";
    private const string PythonVariable = "VTEBRIDGE__Delivery__Sidecar__Python";
    private const int Recorded = 1_000;
    private const int Reports = 10_000;

    public static IEnumerable<Figure> Run(BenchOptions options)
    {
        var python = Environment.GetEnvironmentVariable(PythonVariable) is { Length: > 0 } named ? named : "python3";
        var hasPyWats = HasPyWats(python);
        if (!hasPyWats)
            Console.Error.WriteLine(
                $"{Name}: without the sidecar, because '{python}' cannot import pywats (scripts/setup-sidecar installs it)"
            );
        using var vte = Plant.Vte(Recorded, steps: 40);
        using var wats = Plant.Wats();
        // What is not in a child's own environment comes to it from ours.
        Environment.SetEnvironmentVariable(PythonVariable, python);
        Environment.SetEnvironmentVariable("PYWATS_API_TOKEN", "bench");
        foreach (var figure in OverBare(options, vte, wats, hasPyWats))
            yield return figure;
        if (hasPyWats)
            yield return WholeWay(options, vte, wats);
    }

    private static IEnumerable<Figure> OverBare(BenchOptions options, Plant vte, Plant wats, bool hasPyWats)
    {
        var folder = Path.Combine(options.Folder, Name);
        var recording = Path.Combine(folder, "recording");
        Processes.Measure(new ChildTask("record", vte.Connection, recording));
        var names = new List<string> { "bare", DestinationNames.Wats };
        if (hasPyWats)
            names.Add(DestinationNames.Sidecar);
        ChildTask[] tasks =
        [
            .. names.Select(name => new ChildTask("upload " + name, wats.Url, folder, recording, Runs: Reports)),
        ];
        var measured = Processes.Alternate(warmUps: 1, rounds: options.Quick ? 1 : 3, tasks);
        var bare = measured[0];
        yield return new(
            Name,
            "bare loop: reports per second",
            bare.Select(m => m.Runs / m.Wall).Median(),
            "reports/s"
        );
        for (var i = 1; i < tasks.Length; i++)
            yield return new(
                Name,
                $"{names[i]}: wall over the bare loop",
                Statistics.MedianRatio(measured[i], bare, m => m.Wall),
                "×",
                names[i] == DestinationNames.Wats ? 2.5 : 6,
                Note: $"{Reports:N0} reports: {measured[i].Select(m => m.Wall).Median():0.00} s, bare {bare.Select(m => m.Wall).Median():0.00} s"
            );
    }

    private static Figure WholeWay(BenchOptions options, Plant vte, Plant wats)
    {
        var settings = Settings.For(vte, Path.Combine(options.Folder, "whole-way"), DestinationNames.Sidecar);
        settings["PYWATS_SERVER_URL"] = wats.Url;
        settings["VTEBRIDGE__Sync__Repairs"] = "false";
        var measured = Processes.Program(settings, "sync", "--json");
        return new(
            Name,
            "1,000 runs from VTE accepted by WATS, by sidecar",
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
