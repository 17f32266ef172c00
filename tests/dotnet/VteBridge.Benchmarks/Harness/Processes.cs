using System.Diagnostics;
using System.Text.Json;
using VteBridge.Benchmarks.Children;

namespace VteBridge.Benchmarks.Harness;

/// <summary>Runs one measured process at a time and reads its result.</summary>
internal static class Processes
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    public static Measured Measure(ChildTask task) =>
        Run(new Dictionary<string, string>(), "child", JsonSerializer.Serialize(task));

    /// <summary>The program itself; Wall is that of the whole process, start-up included.</summary>
    public static Measured Program(IReadOnlyDictionary<string, string> environment, params string[] args)
    {
        var watch = Stopwatch.StartNew();
        var measured = Run(environment, ["vtebridge", .. args]);
        return measured with { Wall = watch.Elapsed.TotalSeconds };
    }

    private static Measured Run(IReadOnlyDictionary<string, string> environment, params string[] args)
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
        return JsonSerializer.Deserialize<Measured>(output.Result.TrimEnd().Split('\n')[^1])!;
    }

    /// <summary>A B A B …: what else the machine does meets both alike.</summary>
    public static (IReadOnlyList<Measured> A, IReadOnlyList<Measured> B) Alternate(int rounds, ChildTask a, ChildTask b)
    {
        var (one, other) = (new List<Measured>(), new List<Measured>());
        for (var round = 0; round < rounds; round++)
        {
            one.Add(Measure(a));
            other.Add(Measure(b));
        }
        return (one, other);
    }
}
