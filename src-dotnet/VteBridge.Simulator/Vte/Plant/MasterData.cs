namespace VteBridge.Simulator.Vte.Plant;

/// <summary>Everything of the plant that is there before the first run: 2 sites, 4 test systems, 12 users, 6 products, 10 testplans.</summary>
internal sealed record MasterData(
    int Seed,
    IReadOnlyList<PlantTestsystem> Testsystems,
    IReadOnlyList<PlantUser> Users,
    IReadOnlyList<PlantTestplan> Testplans,
    IReadOnlyList<PlantProduct> Products
)
{
    private static readonly string[] UserNames =
    [
        "Kari Nordmann",
        "Bjørn Ødegård",
        "Åse Lindqvist",
        "Mart Tamm",
        "Jüri Kõiv",
        "Anna Kowalska",
        "Tom Baker",
        "Ingrid Solheim",
        "Liis Mägi",
        "Per Håkansson",
        "Zoë Martin",
        "testop",
    ];

    internal PlantTestplan SystemTest => Testplans.Single(testplan => testplan.IsSystemTest);

    internal static MasterData For(int seed)
    {
        var ids = PlantRandom.For(seed, "master data");
        PlantTestsystem[] systems =
        [
            new(ids.NextGuid(), "DRM-ICT-01", "Drammen"),
            new(ids.NextGuid(), "DRM-FCT-01", "Drammen"),
            new(ids.NextGuid(), "TLL-FCT-01", "Tallinn"),
            new(ids.NextGuid(), "TLL-EOL-01", "Tallinn"),
        ];
        var users = UserNames.Select(name => new PlantUser(ids.NextGuid(), name)).ToList();
        var testplans = MasterTestplans.Of(ids, systems);
        return new MasterData(seed, systems, users, testplans, MasterProducts.Of(ids, testplans));
    }
}
