using System.Diagnostics;
using System.Text.Json;
using VteBridge.Benchmarks.Children;

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
        var measured = Run(new Dictionary<string, string>(), "child", order);
        return [.. tasks.Select((_, i) => measured.Where((_, at) => at % tasks.Length == i).ToList())];
    }

    /// <summary>The program itself; Wall is that of the whole process, start-up included.</summary>
    public static Measured Program(IReadOnlyDictionary<string, string> environment, params string[] args)
    {
        var watch = Stopwatch.StartNew();
        var measured = Run(environment, ["vtebridge", .. args]).Single();
        return measured with { Wall = watch.Elapsed.TotalSeconds };
    }

    private static List<Measured> Run(IReadOnlyDictionary<string, string> environment, params string[] args)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, args)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(Longest))
            process.Kill(entireProcessTree: true);
        process.WaitForExit();
        // Odd runs become dead letters; that is no failure of the measurement.
        if (process.ExitCode is not (ExitCode.Done or ExitCode.DeadLetters))
            throw new InvalidOperationException(
                $"{string.Join(' ', args)} ended with code {process.ExitCode}:\n{output.Result}{errors.Result}"
            );
        return JsonSerializer.Deserialize<List<Measured>>(output.Result.TrimEnd().Split('\n')[^1])!;
    }
}
