using System.Diagnostics;
using System.Globalization;
using System.Reflection;

/// <summary>
/// Loaded into `vtebridge` by DOTNET_STARTUP_HOOKS, in tests only: kills the process, as the operating system or a power
/// cut would, at the n-th milestone that it passes, or counts the milestones.
/// </summary>
internal static class StartupHook
{
    /// <summary>`name:n`: dies when it passes that milestone for the n-th time.</summary>
    public const string KillAt = "VTEBRIDGE_CHAOS_KILL_AT";

    /// <summary>A file that gets `name n` for each milestone when the process ends.</summary>
    public const string CountInto = "VTEBRIDGE_CHAOS_COUNT_INTO";

    private static readonly Dictionary<string, int> Passed = [];

    public static void Initialize()
    {
        var milestone =
            Assembly.Load("vtebridge").GetType("VteBridge.Core.Milestone", throwOnError: true)!.GetProperty("Passed")
            ?? throw new MissingMemberException("VteBridge.Core.Milestone.Passed");
        milestone.SetValue(null, (Action<string>)Pass);
        if (Environment.GetEnvironmentVariable(CountInto) is { Length: > 0 } file)
            AppDomain.CurrentDomain.ProcessExit += (_, _) =>
                File.WriteAllLines(file, Passed.Select(p => $"{p.Key}\t{p.Value}"));
    }

    private static void Pass(string name)
    {
        int count;
        lock (Passed)
            Passed[name] = count = Passed.GetValueOrDefault(name) + 1;
        if (
            Environment.GetEnvironmentVariable(KillAt) is { Length: > 0 } at
            && at == string.Create(CultureInfo.InvariantCulture, $"{name}:{count}")
        )
        {
            // SIGKILL on Unix, TerminateProcess on Windows: no handler, no finally, no flush.
            Process.GetCurrentProcess().Kill();
            Thread.Sleep(Timeout.Infinite);
        }
    }
}
