namespace VteBridge.Simulator.Vte.Plant;

internal static partial class OddRuns
{
    /// <summary>What VEE and SCPI instruments write for not-a-number and for infinity.</summary>
    internal const double ScpiNan = 9.91E37;
    internal const double ScpiInfinite = 9.9E37;

    internal static readonly Guid ScpiNotANumber = Id(3, 1);
    internal static readonly Guid ScpiNotANumberFailed = Id(3, 2);
    internal static readonly Guid ScpiInfinity = Id(3, 3);
    internal static readonly Guid ScpiNegativeInfinity = Id(3, 4);
    internal static readonly Guid NumberNull = Id(3, 5);

    /// <summary>Numbers that need all 17 digits, the largest and the smallest ones, and the negative zero.</summary>
    internal static readonly Guid NumbersOf17Digits = Id(3, 6);

    private static IEnumerable<OddRun> Numbers(OddRunBench bench) =>
        [
            bench.WithSteps(ScpiNotANumber, Number("Frequency", ScpiNan)),
            bench.WithSteps(ScpiNotANumberFailed, Number("Frequency", ScpiNan, 49, 51, 0)),
            bench.WithSteps(ScpiInfinity, Number("Open Circuit Resistance", ScpiInfinite, 1E6)),
            bench.WithSteps(ScpiNegativeInfinity, Number("Attenuation", -ScpiInfinite, null, -60)),
            bench.WithSteps(NumberNull, Number("Efficiency", null, 85, 100)),
            bench.WithSteps(
                NumbersOf17Digits,
                Number("Sum", 0.1 + 0.2, 0, 1),
                Number("Third", 1.0 / 3, 0, 1),
                Number("Large", 123456789012345.67),
                Number("Largest", double.MaxValue),
                Number("Smallest", 2.2250738585072014E-308),
                Number("Negative Zero", -0.0, -1, 1),
                Number("Tiny", 1.6021766339999999E-19, 1E-19, 2E-19)
            ),
        ];
}
