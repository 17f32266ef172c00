namespace VteBridge.Simulator.Vte.Plant;

/// <summary>A unit before a test system: at which testplan of its route, and for which time.</summary>
internal sealed record Visit(
    PlantProduct Product,
    IReadOnlyList<PlantTestplan> Route,
    PlantUnit Unit,
    int Stage = 0,
    int Attempt = 1
)
{
    internal PlantTestplan Testplan => Route[Stage];

    /// <summary>Null when the unit has gone through its whole route.</summary>
    internal Visit? Next => Stage + 1 < Route.Count ? this with { Stage = Stage + 1, Attempt = 1 } : null;

    internal Visit Again => this with { Attempt = Attempt + 1 };

    /// <summary>A new unit of any product.</summary>
    /// <param name="serial">Its place in the series, which makes the serial unique.</param>
    internal static Visit OfNewUnit(MasterData master, PlantRandom random, DateTime at, string serial, long lot)
    {
        var product = random.Pick(master.Products);
        var unit = new PlantUnit(
            random.NextGuid(),
            $"{product.Type}-{serial}",
            product.Version + (random.Chance(0.1) ? ".1" : ".0"),
            FormattableString.Invariant($"B{at:yyMM}-{lot:D4}")
        );
        return new Visit(product, random.Pick(product.Routes), unit);
    }
}
