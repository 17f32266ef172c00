namespace VteBridge.Simulator.Vte.Plant;

internal static partial class OddRuns
{
    /// <summary>Characters that WATS takes but that its searches, paths and filters do not like.</summary>
    internal const string HostileCharacters = @"*%?[]^!/\";

    internal static readonly Guid SerialNull = Id(1, 1);
    internal static readonly Guid SerialEmpty = Id(1, 2);
    internal static readonly Guid SerialBlank = Id(1, 3);
    internal static readonly Guid SerialOf150Characters = Id(1, 4);

    /// <summary>Serial "SN{character}1".</summary>
    internal static readonly IReadOnlyDictionary<char, Guid> HostileSerials = ByCharacter(100);

    /// <summary>Part number "PN{character}1", of a product of its own.</summary>
    internal static readonly IReadOnlyDictionary<char, Guid> HostilePartNumbers = ByCharacter(200);

    private static IEnumerable<OddRun> Serials(OddRunBench bench) =>
        [
            bench.Passed(SerialNull).Serial(null),
            bench.Passed(SerialEmpty).Serial(""),
            bench.Passed(SerialBlank).Serial("   "),
            bench.Passed(SerialOf150Characters).Serial(string.Concat(Enumerable.Repeat("SN-4567890", 15))),
            .. HostileSerials.Select(hostile => bench.Passed(hostile.Value).Serial($"SN{hostile.Key}1")),
            .. HostilePartNumbers.Select(hostile => OfProduct(bench.Passed(hostile.Value), hostile.Key)),
        ];

    private static OddRun OfProduct(OddRun run, char hostile)
    {
        var id = PlantRandom.For(2, run.Run.Id.ToString()).NextGuid();
        var product = new PlantProduct(id, $"Product {hostile}", "ODD", "A", $"PN{hostile}1", null, []);
        return run.With(it => it with { Product = id, ProductName = product.Name }).And(product.Row());
    }

    private static Dictionary<char, Guid> ByCharacter(int first) =>
        HostileCharacters.Index().ToDictionary(hostile => hostile.Item, hostile => Id(1, first + hostile.Index));
}
