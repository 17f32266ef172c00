using System.Diagnostics;
using System.Text.Json;
using VteBridge.Benchmarks.Children;
using VteBridge.State;

namespace VteBridge.Benchmarks.Harness;

/// <summary>Runs one measured process at a time and reads its result.</summary>
internal static class Processes
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    public static Measured Measure(ChildTask task, int warmUps = 0) => Alternate(warmUps, rounds: 1, task)[0][0];

    /// <returns>For each task, what each of its rounds cost. All of them are done by one process.</returns>
    public static IReadOnlyList<IReadOnlyList<Measured>> Alternate(int warmUps, int rounds, params ChildTask[] tasks)
    {
        var order = JsonSerializer.Serialize(new ChildOrder(tasks, warmUps, rounds));
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["child", order]);
        var measured = JsonSerializer.Deserialize<List<Measured>>(Run(start).TrimEnd().Split('\n')[^1])!;
        return [.. tasks.Select((_, i) => measured.Where((_, at) => at % tasks.Length == i).ToList())];
    }

    /// <summary>The program itself; Wall is that of the whole process, start-up included.</summary>
    public static Measured Program(IReadOnlyDictionary<string, string> environment, params string[] args)
    {
        var file = Path.GetTempFileName();
        try
        {
            var start = Vtebridge(environment, args);
            start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(Processes).Assembly.Location;
            start.Environment[StartupHook.Into] = file;
            var watch = Stopwatch.StartNew();
            Run(start);
            var seconds = watch.Elapsed.TotalSeconds;
            return JsonSerializer.Deserialize<Measured>(File.ReadAllText(file))! with { Wall = seconds };
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>As a site has it where scripts/bench could make that, else the one that was built with the benchmarks.</summary>
    public static ProcessStartInfo Vtebridge(IReadOnlyDictionary<string, string> environment, params string[] args)
    {
        var program = Environment.GetEnvironmentVariable("VTEBRIDGE_BENCH_PROGRAM") is { Length: > 0 } published
            ? published
            : Path.Combine(AppContext.BaseDirectory, "vtebridge.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. args]);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return start;
    }

    private static string Run(ProcessStartInfo start)
    {
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(Longest))
            process.Kill(entireProcessTree: true);
        process.WaitForExit();
        // Odd runs become dead letters; that is no failure of the measurement.
        if (process.ExitCode is not (ExitCode.Done or ExitCode.DeadLetters))
            throw new InvalidOperationException(
                $"{string.Join(' ', start.ArgumentList)} ended with code {process.ExitCode}:\n{output.Result}{errors.Result}"
            );
        return output.Result;
    }
}
