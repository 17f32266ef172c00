namespace VteBridge.Simulator.Vte.Plant;

/// <summary>The master data of the plant: 2 sites, 4 test systems, 12 users, 6 products, 10 testplans.</summary>
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

internal static class MasterProducts
{
    /// <summary>The last product has no part number, as at sites that only record the product type.</summary>
    internal static IReadOnlyList<PlantProduct> Of(PlantRandom ids, IReadOnlyList<PlantTestplan> testplans)
    {
        return
        [
            Product("Power Supply Unit", "PSU-240", "B", "100-2401-03", "240 W, DIN rail", "0 1"),
            Product("Motor Drive Controller", "MDC-55", "C2", "100-0551-07", null, "2 3"),
            Product("Radio Modem 868", "RM-868", "A4", "100-8680-01", "EU and US bands", "4,5"),
            Product("Insulation Monitor", "IM-10", "A", "100-1000-02", null, "6"),
            Product("Charging Station", "CS-22", "D", "200-2200-11", "22 kW, type 2", "7"),
            Product("Field Gateway", "FG-3", "B1", null, null, "8"),
        ];

        // Routes are separated by commas, the testplans of a route by blanks.
        PlantProduct Product(
            string name,
            string type,
            string version,
            string? partNumber,
            string? notes,
            string routes
        ) =>
            new(
                ids.NextGuid(),
                name,
                type,
                version,
                partNumber,
                notes,
                [
                    .. routes
                        .Split(',')
                        .Select(route => route.Split(' ').Select(plan => testplans[int.Parse(plan)]).ToList()),
                ]
            );
    }
}

internal static class MasterTestplans
{
    internal static IReadOnlyList<PlantTestplan> Of(PlantRandom ids, IReadOnlyList<PlantTestsystem> systems)
    {
        PlantTestsystem[] inCircuit = [systems[0]];
        PlantTestsystem[] functional = [systems[1], systems[2]];
        PlantTestsystem[] endOfLine = [systems[2], systems[3]];
        return
        [
            Testplan("PSU-240 In-Circuit", "Standard", StepFamilies.InCircuit, 150, inCircuit),
            Testplan("PSU-240 Functional", "Standard", StepFamilies.Functional, 60, functional),
            Testplan("MDC-55 In-Circuit", "Standard", StepFamilies.InCircuit, 200, inCircuit),
            Testplan("MDC-55 Functional", "400 V", StepFamilies.Functional, 90, functional),
            Testplan("RM-868 Radio", "EU", StepFamilies.Radio, 40, functional),
            Testplan("RM-868 Radio", "US", StepFamilies.Radio, 40, functional),
            Testplan("IM-10 Functional", "Standard", StepFamilies.Functional, 24, functional),
            Testplan("CS-22 Safety", "Three-phase", StepFamilies.Safety, 10, endOfLine),
            Testplan("FG-3 Burn-in", "24 h", StepFamilies.Functional, 75, endOfLine),
            Testplan("Tester Self-Test", "Daily", StepFamilies.SelfTest, 16, systems),
        ];

        PlantTestplan Testplan(
            string name,
            string variant,
            StepFamily family,
            int steps,
            IReadOnlyList<PlantTestsystem> where
        ) =>
            new(
                ids.NextGuid(),
                name,
                variant,
                family == StepFamilies.SelfTest,
                family,
                family.Steps(steps),
                [Revision(name, "1.3"), Revision(name, "1.4"), Revision(name, "2.0")],
                where
            );

        PlantRevision Revision(string name, string revision) =>
            new(ids.NextGuid(), revision, $@"C:\VTE\Testplans\{name}\{name} {revision}.vtp");
    }
}

internal static class MasterRows
{
    internal static IEnumerable<PlantRow> Of(MasterData master, DateTime until) =>
        Testsystems(master, until)
            .Concat(master.Users.SelectMany((user, index) => User(master, user, index)))
            .Concat(master.Testplans.SelectMany(Testplan))
            .Concat(master.Products.SelectMany(product => Product(master, product)))
            .Concat(RepairCodes.Rows())
            .Concat(Syndromes.Rows(master.Seed));

    private static IEnumerable<PlantRow> Testsystems(MasterData master, DateTime until)
    {
        var random = PlantRandom.For(master.Seed, "components");
        foreach (var system in master.Testsystems)
        {
            yield return PlantTables.Row("TestSystems", system.Id, system.Name, system.Hostname, system.Site);
            yield return Component(system, "Keysight 34465A", "Multimeter", "MY59");
            yield return Component(system, "Keysight N6705C", "Power analyzer", "MY58");
            yield return Component(system, "Keysight 34980A", "Switch unit", "MY57");
        }

        // The calibration interval is a year and the last calibration up to 400 days ago, so some are overdue.
        PlantRow Component(PlantTestsystem system, string name, string type, string serial) =>
            PlantTables.Row(
                "TestsystemComponents",
                random.NextGuid(),
                system.Id,
                name,
                type,
                $"{serial}{random.Between(100000, 999999)}",
                until.Date.AddDays(-random.Between(20, 400)),
                365
            );
    }

    private static IEnumerable<PlantRow> User(MasterData master, PlantUser user, int index)
    {
        var password = $"{SamplePlant.CanaryPrefix}{PlantRandom.For(master.Seed, "password", index).Next():x16}";
        yield return PlantTables.Row("Users", user.Id, user.Name, password);
        for (var i = 0; i < 2; i++)
            yield return PlantTables.Row("UserRegistrations", user.Id, master.Testsystems[(index + i) % 4].Id);
    }

    private static IEnumerable<PlantRow> Testplan(PlantTestplan testplan)
    {
        var notes = testplan.IsSystemTest ? "Checks the tester itself" : null;
        yield return PlantTables.Row(
            "Testplans",
            testplan.Id,
            testplan.Name,
            testplan.Variant,
            testplan.IsSystemTest,
            notes
        );
        foreach (var revision in testplan.Revisions)
            yield return PlantTables.Row(
                "TestplanRevisions",
                revision.Id,
                testplan.Id,
                revision.Revision,
                revision.FileName
            );
    }

    private static IEnumerable<PlantRow> Product(MasterData master, PlantProduct product)
    {
        yield return product.Row();
        var random = PlantRandom.For(master.Seed, "registration " + product.Type);
        foreach (var testplan in product.Routes.SelectMany(route => route))
        foreach (var system in testplan.Testsystems)
            yield return PlantTables.Row(
                "ProductRegistrations",
                random.NextGuid(),
                product.Id,
                system.Id,
                testplan.Id,
                testplan.Revisions[^1].Id
            );
    }
}
