namespace VteBridge.Simulator.Vte.Plant;

internal static partial class OddRuns
{
    /// <summary>What VEE and SCPI instruments write for not-a-number (9.91E37) and for infinity (9.9E37).</summary>
    internal const double ScpiNan = 9.91E37;
    internal const double ScpiInfinite = 9.9E37;

    internal static readonly Guid ScpiNotANumber = Id(3, 1);
    internal static readonly Guid ScpiNotANumberFailed = Id(3, 2);
    internal static readonly Guid ScpiInfinity = Id(3, 3);
    internal static readonly Guid ScpiNegativeInfinity = Id(3, 4);
    internal static readonly Guid NumberNull = Id(3, 5);

    /// <summary>Numbers that need all 17 digits, the largest and smallest doubles, and negative zero.</summary>
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

    internal static readonly Guid LowLimitOnly = Id(4, 1);
    internal static readonly Guid LowLimitOnlyFailed = Id(4, 2);
    internal static readonly Guid HighLimitOnly = Id(4, 3);
    internal static readonly Guid HighLimitOnlyFailed = Id(4, 4);
    internal static readonly Guid NoLimits = Id(4, 5);
    internal static readonly Guid EqualLimits = Id(4, 6);
    internal static readonly Guid EqualLimitsFailed = Id(4, 7);
    internal static readonly Guid ReversedLimits = Id(4, 8);
    internal static readonly Guid ReversedLimitsFailed = Id(4, 9);
    internal static readonly Guid OnLowLimit = Id(4, 10);
    internal static readonly Guid OnHighLimit = Id(4, 11);

    /// <summary>
    /// Steps with ±double.MaxValue as both limits, as low limit only and as high limit only; it means that there is no limit.
    /// </summary>
    internal static readonly Guid MaxValueLimits = Id(4, 12);

    /// <summary>Steps with ±9.9E37 as both limits, as low limit only and as high limit only; it means that there is no limit.</summary>
    internal static readonly Guid ScpiLimits = Id(4, 13);

    private static IEnumerable<OddRun> Limits(OddRunBench bench) =>
        [
            bench.WithSteps(LowLimitOnly, Number("Efficiency", 91.2, low: 85)),
            bench.WithSteps(LowLimitOnlyFailed, Number("Efficiency", 71.2, low: 85, resultType: 0)),
            bench.WithSteps(HighLimitOnly, Number("Ripple", 12.5, high: 50)),
            bench.WithSteps(HighLimitOnlyFailed, Number("Ripple", 62.5, high: 50, resultType: 0)),
            bench.WithSteps(NoLimits, Number("Room Temperature", 23.4)),
            bench.WithSteps(EqualLimits, Number("Error Count", 0, 0, 0)),
            bench.WithSteps(EqualLimitsFailed, Number("Error Count", 3, 0, 0, 0)),
            bench.WithSteps(ReversedLimits, Number("Offset", 0.01, 0.05, -0.05)),
            bench.WithSteps(ReversedLimitsFailed, Number("Offset", 0.01, 0.05, -0.05, 0)),
            bench.WithSteps(OnLowLimit, Number("Output Voltage", 3.201, 3.201, 3.399)),
            bench.WithSteps(OnHighLimit, Number("Output Voltage", 3.399, 3.201, 3.399)),
            bench.WithSteps(MaxValueLimits, Unlimited(double.MaxValue)),
            bench.WithSteps(ScpiLimits, Unlimited(ScpiInfinite)),
        ];

    private static PlantStep[] Unlimited(double none) =>
        [
            Number("Input Voltage", 24.1, -none, none),
            Number("Input Current", 0.8, -none, 2),
            Number("Isolation", 480, 10, none),
        ];
}
