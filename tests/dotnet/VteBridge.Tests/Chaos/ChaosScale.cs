using System.Globalization;

namespace VteBridge.Tests.Chaos;

/// <summary>
/// How much chaos: a little in every test run, more when scripts/chaos asks for it through the environment. The first
/// seed and the number of seeds decide everything; nothing depends on the time or the machine.
/// </summary>
internal static class ChaosScale
{
    public const string SeedsVariable = "VTEBRIDGE_CHAOS_SEEDS";
    public const string FirstVariable = "VTEBRIDGE_CHAOS_FIRST_SEED";
    public const string TallyVariable = "VTEBRIDGE_CHAOS_TALLY";

    public static int Seeds { get; } = Number(SeedsVariable) ?? 4;

    public static int FirstSeed { get; } = Number(FirstVariable) ?? 1;

    /// <summary>Whether scripts/chaos runs: then every case is tried, else a sample of them.</summary>
    public static bool IsFull { get; } = Number(SeedsVariable) is not null;

    /// <summary>Every n-th case of a long list, another share for each kind of case.</summary>
    public static bool Takes(int number, int every) => IsFull || number % every == 0;

    /// <summary>A line for scripts/chaos, which adds them up.</summary>
    public static void Tell(string kind, int schedules, int crashes, int reports, int lost, int duplicates)
    {
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"{kind}\t{schedules}\t{crashes}\t{reports}\t{lost}\t{duplicates}\n"
        );
        TestContext.Current.SendDiagnosticMessage(line);
        if (Environment.GetEnvironmentVariable(TallyVariable) is { Length: > 0 } file)
            File.AppendAllText(file, line);
    }

    private static int? Number(string variable) =>
        int.TryParse(
            Environment.GetEnvironmentVariable(variable),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var n
        )
            ? n
            : null;
}
