using System.Globalization;

namespace VteBridge.Tests.Chaos;

/// <summary>
/// How many chaos tests to run: a few in every test run, more when scripts/chaos sets the environment variables. Only the first seed and
/// the number of seeds decide; nothing depends on the time or the machine.
/// </summary>
internal static class ChaosScale
{
    public const string SeedsVariable = "VTEBRIDGE_CHAOS_SEEDS";
    public const string FirstVariable = "VTEBRIDGE_CHAOS_FIRST_SEED";
    public const string LongVariable = "VTEBRIDGE_CHAOS_LONG";

    public static int Seeds { get; } = Number(SeedsVariable) ?? 4;

    public static int FirstSeed { get; } = Number(FirstVariable) ?? 1;

    /// <summary>True when scripts/chaos runs the tests: then every case is tried, otherwise a sample.</summary>
    public static bool IsFull { get; } = Number(SeedsVariable) is not null;

    /// <summary>True with scripts/chaos --long: then a test may take hours.</summary>
    public static bool IsLong { get; } = Number(LongVariable) is > 0;

    /// <summary>True for every n-th case of a long list, or for all cases in a full run.</summary>
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
