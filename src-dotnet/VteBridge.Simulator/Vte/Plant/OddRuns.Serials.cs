namespace VteBridge.Simulator.Vte.Plant;

internal static partial class OddRuns
{
    /// <summary>Characters that WATS takes but that its searches, paths and filters do not like.</summary>
    internal const string ReservedCharacters = @"*%?[]^!/\";

    internal static readonly Guid SerialNull = Id(1, 1);
    internal static readonly Guid SerialEmpty = Id(1, 2);
    internal static readonly Guid SerialBlank = Id(1, 3);
    internal static readonly Guid SerialOf150Characters = Id(1, 4);

    /// <summary>Serial "SN{character}1".</summary>
    internal static readonly IReadOnlyDictionary<char, Guid> ReservedSerials = ByCharacter(100);

    /// <summary>Part number "PN{character}1", of a product of its own.</summary>
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
