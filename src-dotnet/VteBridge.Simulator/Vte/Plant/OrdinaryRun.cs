namespace VteBridge.Simulator.Vte.Plant;

internal static class OrdinaryRun
{
    /// <param name="share">How much of the plant's time has passed, 0 to 1: which testplan revision is in use.</param>
    internal static PlantRun Of(
        MasterData master,
        Visit visit,
        DateTime at,
        double share,
        IReadOnlyList<PlannedStep> planned,
        PlantRandom random
    )
    {
        var (testplan, product) = (visit.Testplan, visit.Product);
        var system = random.Pick(testplan.Testsystems);
        var user = random.Pick(master.Users);
        var revision = testplan.RevisionAt(share);
        // A retest fails more often than a first test: not every repair hits the cause.
        var failing = random.Chance(visit.Attempt == 1 ? 0.08 : 0.15) ? FailingStep(planned, random) : -1;
        return new PlantRun(random.NextGuid(), at)
        {
            Result = failing < 0 ? 1 : 0,
            TestTime = (float)Math.Round(planned.Count * 0.35 + 10 * random.Fraction(), 2),
            Uut = visit.Unit.Id,
            Serial = visit.Unit.Serial,
            Product = product.Id,
            Testplan = testplan.Id,
            Revision = revision.Id,
            Testsystem = system.Id,
            User = user.Id,
            Hostname = system.Hostname,
            Site = system.Site,
            UserName = user.Name,
            ProductName = product.Name,
            TestplanName = testplan.Name,
            TestplanVariant = testplan.Variant,
            TestplanRevision = revision.Revision,
            Info1 = $"WO-{random.Between(104000, 104399)}",
            Info2 = $"FX-{random.Between(1, 20):D2}",
            Info3 = random.Chance(0.05) ? "Fixture cleaned before this run" : null,
            Steps = [.. planned.Select((step, i) => i == failing ? step.Fail(random) : step.Pass(random))],
        };
    }

    /// <summary>The run as it is when the testplan stops at its first failing step, which the exit code 1 tells here.</summary>
    internal static PlantRun StoppedAtFailure(PlantRun run) =>
        run with
        {
            ExitCode = 1,
            Steps = [.. run.Steps.Take(run.Steps.ToList().FindIndex(step => step.ResultType == 0) + 1)],
        };

    private static int FailingStep(IReadOnlyList<PlannedStep> planned, PlantRandom random)
    {
        var limited = Enumerable.Range(0, planned.Count).Where(i => planned[i].HasLimit).ToList();
        return limited.Count == 0 ? -1 : random.Pick(limited);
    }
}
