namespace VteBridge.Simulator.Vte.Plant;

internal static partial class OddRuns
{
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

    /// <summary>±double.MaxValue as limits on both sides, the low side, the high side: no limit is meant.</summary>
    internal static readonly Guid MaxValueLimits = Id(4, 12);

    /// <summary>±9.9E37 as limits on both sides, the low side, the high side: no limit is meant.</summary>
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
