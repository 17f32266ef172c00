namespace VteBridge.Simulator.Vte.Plant;

internal static partial class OddRuns
{
    internal static readonly Guid NoSteps = Id(6, 1);
    internal static readonly Guid NoStepsFailed = Id(6, 2);

    /// <summary>Rows that share step number 7: numbers; texts; others; a mixture; numbers that also share their name.</summary>
    internal static readonly Guid SameNumberNumeric = Id(6, 3);
    internal static readonly Guid SameNumberText = Id(6, 4);
    internal static readonly Guid SameNumberOther = Id(6, 5);
    internal static readonly Guid SameNumberMixed = Id(6, 6);
    internal static readonly Guid SameNumberSameName = Id(6, 7);

    /// <summary>Steps whose name is empty, NULL or blank; only the first has a test number.</summary>
    internal static readonly Guid StepsWithoutName = Id(6, 8);
    internal static readonly Guid StepsWithoutNumber = Id(6, 9);
    internal static readonly Guid TenThousandSteps = Id(6, 10);

    private static IEnumerable<OddRun> Steps(OddRunBench bench) =>
        [
            bench.Passed(NoSteps).With(run => run with { Steps = [] }),
            bench.Passed(NoStepsFailed).With(run => run with { Steps = [], Result = 0 }),
            Shared(
                bench,
                SameNumberNumeric,
                Number("Phase L1", 230.1, 207, 253),
                Number("Phase L2", 260.0, 207, 253, 0),
                Number("Phase L3", 229.8, 207, 253)
            ),
            Shared(bench, SameNumberText, Text("Label Left", "A1"), Text("Label Right", "B2")),
            Shared(bench, SameNumberOther, Other("Picture", TinyFiles.Png), Other("Log", StepContent.Bytes("ready"))),
            Shared(
                bench,
                SameNumberMixed,
                Number("Charge Voltage", 4.1, 4, 4.2),
                Text("Charge State", "FULL"),
                Other("Charge Curve", StepContent.Waveform(PlantRandom.For(0, "curve")))
            ),
            Shared(
                bench,
                SameNumberSameName,
                Number("Sample", 1.1, 1, 2),
                Number("Sample", 1.2, 1, 2),
                Number("Sample", 1.3)
            ),
            bench.WithSteps(
                StepsWithoutName,
                Number("", 1, 0, 2) with
                {
                    TestNumber = "7.1",
                },
                Text(null, "OK"),
                Text("  ", "OK")
            ),
            bench
                .WithSteps(StepsWithoutNumber, Number("Later", 1, 0, 2))
                .With(run => run with { Steps = [.. run.Steps.Select(step => step with { Number = null })] }),
            bench
                .Passed(TenThousandSteps)
                .With(run => run with { TestTime = 7200, Steps = Many(10_000), Info2 = "Endurance" }),
        ];

    private static OddRun Shared(OddRunBench bench, Guid id, params PlantStep[] steps) =>
        bench.WithSteps(id, [.. steps.Select(step => step with { Number = 7, TestNumber = "2.1" })]);

    private static IReadOnlyList<PlantStep> Many(int count)
    {
        var random = PlantRandom.For(0, "many steps");
        return [.. StepFamilies.Functional.Steps(count, numericOnly: true).Select(step => step.Pass(random))];
    }
}
