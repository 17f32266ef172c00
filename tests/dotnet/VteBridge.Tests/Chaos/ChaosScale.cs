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
    public const string LongVariable = "VTEBRIDGE_CHAOS_LONG";

    public static int Seeds { get; } = Number(SeedsVariable) ?? 4;

    public static int FirstSeed { get; } = Number(FirstVariable) ?? 1;

    /// <summary>Whether scripts/chaos runs: then every case is tried, else a sample of them.</summary>
    public static bool IsFull { get; } = Number(SeedsVariable) is not null;

    /// <summary>Whether hours may be spent: scripts/chaos --long.</summary>
    public static bool IsLong { get; } = Number(LongVariable) is > 0;

    /// <summary>Every n-th case of a long list, another share for each kind of case.</summary>
    public static bool Takes(int number, int every) => IsFull || number % every == 0;

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
