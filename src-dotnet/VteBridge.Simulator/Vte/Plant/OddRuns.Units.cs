namespace VteBridge.Simulator.Vte.Plant;

internal static partial class OddRuns
{
    internal static readonly Guid SystemTest = Id(10, 1);
    internal static readonly Guid SystemTestFailed = Id(10, 2);
    internal static readonly Guid TwoLevelAssembly = Id(10, 3);

    /// <summary>A unit with three parts: one without a serial (NULL), one with a blank serial, one with a serial.</summary>
    internal static readonly Guid AssemblyWithoutSerial = Id(10, 4);

    /// <summary>A part that is itself a unit and contains the unit that it is part of.</summary>
    internal static readonly Guid AssemblyCycle = Id(10, 5);

    /// <summary>The unit had the serial "OLD-0001", then "OLD-0002", before its present one.</summary>
    internal static readonly Guid RenamedSerial = Id(10, 6);

    private static IEnumerable<OddRun> Units(OddRunBench bench)
    {
        var assembled = bench.Passed(TwoLevelAssembly);
        var bare = bench.Passed(AssemblyWithoutSerial);
        var renamed = bench.Passed(RenamedSerial);
        return
        [
            OfTester(bench, bench.Passed(SystemTest)),
            OfTester(bench, bench.Failed(SystemTestFailed)),
            assembled.And(UnitRows.Assembly(assembled.Unit!, PlantRandom.For(0, "assembly"))),
            bare.And(
                bare.Unit!.Part("Main Board", "300-1100-05", "MB-00000001", "C"),
                bare.Unit.Part("Cover", "300-2000-01", null, "A"),
                bare.Unit.Part("Label", "300-2001-01", "  ", null)
            ),
            Cycle(bench.Passed(AssemblyCycle)),
            renamed.And(
                renamed.Unit!.History(renamed.Run.Timestamp.AddDays(-1), "Registered"),
                renamed.Unit.History(renamed.Run.Timestamp.AddHours(-5), "Renamed", "OLD-0001"),
                renamed.Unit.History(renamed.Run.Timestamp.AddHours(-3), "Renamed", "OLD-0002")
            ),
        ];
    }

    private static OddRun OfTester(OddRunBench bench, OddRun odd)
    {
        var (testplan, system) = (bench.Master.SystemTest, bench.Master.Testsystems[1]);
        return odd.Serial(system.Name)
            .With(run =>
                run with
                {
                    Product = null,
                    ProductName = "Test System",
                    Testplan = testplan.Id,
                    Revision = testplan.Revisions[0].Id,
                    TestplanName = testplan.Name,
                    TestplanVariant = testplan.Variant,
                }
            );
    }

    private static OddRun Cycle(OddRun odd)
    {
        var inner = new PlantUnit(PlantRandom.For(0, "inner").NextGuid(), "MB-CYCLE", "A", null);
        return odd.And(
            odd.Unit!.Part("Main Board", "300-1100-05", inner.Serial, "C"),
            inner.Row(),
            inner.Part("Carrier", "100-2401-03", odd.Unit.Serial, "B")
        );
    }

    /// <summary>
    /// The reserved characters: WATS accepts them in identifiers, but its searches, paths and filters treat them specially.
    /// </summary>
    internal const string ReservedCharacters = @"*%?[]^!/\";

    internal static readonly Guid SerialNull = Id(1, 1);
    internal static readonly Guid SerialEmpty = Id(1, 2);
    internal static readonly Guid SerialBlank = Id(1, 3);
    internal static readonly Guid SerialOf150Characters = Id(1, 4);

    /// <summary>By character, a run with the serial "SN{character}1".</summary>
    internal static readonly IReadOnlyDictionary<char, Guid> ReservedSerials = ByCharacter(100);

    /// <summary>By character, a run whose product has the part number "PN{character}1".</summary>
    internal static readonly IReadOnlyDictionary<char, Guid> ReservedPartNumbers = ByCharacter(200);

    private static IEnumerable<OddRun> Serials(OddRunBench bench) =>
        [
            bench.Passed(SerialNull).Serial(null),
            bench.Passed(SerialEmpty).Serial(""),
            bench.Passed(SerialBlank).Serial("   "),
            bench.Passed(SerialOf150Characters).Serial(string.Concat(Enumerable.Repeat("SN-4567890", 15))),
            .. ReservedSerials.Select(reserved => bench.Passed(reserved.Value).Serial($"SN{reserved.Key}1")),
            .. ReservedPartNumbers.Select(reserved => OfProduct(bench.Passed(reserved.Value), reserved.Key)),
        ];

    private static OddRun OfProduct(OddRun run, char reserved)
    {
        var id = PlantRandom.For(2, run.Run.Id.ToString()).NextGuid();
        var product = new PlantProduct(id, $"Product {reserved}", "ODD", "A", $"PN{reserved}1", null, []);
        return run.With(it => it with { Product = id, ProductName = product.Name }).And(product.Row());
    }

    private static Dictionary<char, Guid> ByCharacter(int first) =>
        ReservedCharacters.Index().ToDictionary(reserved => reserved.Item, reserved => Id(1, first + reserved.Index));
}
