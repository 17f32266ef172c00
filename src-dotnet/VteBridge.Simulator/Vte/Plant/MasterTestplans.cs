namespace VteBridge.Simulator.Vte.Plant;

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
