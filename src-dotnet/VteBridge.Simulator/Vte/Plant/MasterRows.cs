namespace VteBridge.Simulator.Vte.Plant;

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

        // An interval of a year, and a last calibration up to 400 days ago: some are overdue.
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
