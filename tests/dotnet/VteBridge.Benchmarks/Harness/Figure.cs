using System.Globalization;

namespace VteBridge.Benchmarks.Harness;

/// <summary>One measured figure. With a target it can be missed; without, it is told only.</summary>
/// <param name="AtMost">The target is an upper limit; else a lower one.</param>
/// <param name="IsCount">The same on every machine: nothing is tolerated.</param>
internal sealed record Figure(
    string Suite,
    string Name,
    double Value,
    string Unit,
    double? Target = null,
    bool AtMost = true,
    string Note = "",
    bool IsCount = false
)
{
    /// <summary>A shared machine is no laboratory: only what misses by more than this share fails the run.</summary>
    public static double Tolerance { get; set; } = 0.2;

    public bool IsMet => Target is not { } target || (AtMost ? Value <= target : Value >= target);

    public bool IsMissed =>
        !IsMet
        && (
            IsCount
            || Target is { } target && (AtMost ? Value > target * (1 + Tolerance) : Value * (1 + Tolerance) < target)
        );

    public string Verdict =>
        Target is null ? ""
        : IsMet ? "met"
        : IsMissed ? "MISSED"
        : string.Create(CultureInfo.InvariantCulture, $"within {Tolerance * 100:0} %");

    public string TargetText => Target is { } target ? $"{(AtMost ? "≤" : "≥")} {Text(target)}" : "";

    public string ValueText => Text(Value);

    private static string Text(double value) =>
        Math.Abs(value) switch
        {
            >= 1000 => value.ToString("N0", CultureInfo.InvariantCulture),
            >= 100 => value.ToString("0", CultureInfo.InvariantCulture),
            >= 10 => value.ToString("0.0", CultureInfo.InvariantCulture),
            _ => value.ToString("0.00", CultureInfo.InvariantCulture),
        };
}
