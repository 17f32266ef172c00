namespace VteBridge.Simulator.Vte.Plant;

/// <summary>
/// The ordinary runs of the plant, in order of time. Failed units may be repaired and come back for a retest; units of some products go on
/// to a second testplan. Only units that have another visit to come are kept in memory. Every one of these runs can be mapped to a report;
/// those that cannot are among <see cref="OddRuns"/>.
/// </summary>
internal sealed class OrdinaryRuns(MasterData master, PlantOptions options, int count)
{
    // The order in the priority keeps the result stable when two units are due at the same time.
    private readonly PriorityQueue<Visit, (DateTime Due, int Order)> _underWay = new();
    private readonly Dictionary<PlantTestplan, IReadOnlyList<PlannedStep>> _steps = new(
        ReferenceEqualityComparer.Instance
    );

    internal IEnumerable<PlantRow> Rows()
    {
        var index = 0;
        foreach (var at in ShiftCalendar.Spread(count, options.Days, options.End, options.Seed))
        foreach (var row in Slot(index++, at))
            yield return row;
    }

    private IEnumerable<PlantRow> Slot(int index, DateTime at)
    {
        var random = PlantRandom.For(options.Seed, "run", index);
        var rows = Enumerable.Empty<PlantRow>();
        if (!TryTakeDue(at, out var visit))
        {
            visit = Visit.OfNewUnit(master, random, at, $"{index + 1:D7}", index / 40 + 1);
            rows = UnitRows.Of(visit, random, at).ToList();
        }

        var share = 1 - (options.End - at) / TimeSpan.FromDays(options.Days);
        var run = OrdinaryRun.Of(master, visit, at, share, StepsOf(visit.Testplan), random);
        var follows = run.Result == 0 ? AfterFailure(visit, ref run, index, random) : [];
        if (run.Result == 1 && visit.Next is { } next)
            _underWay.Enqueue(next, (at + random.Minutes(20, 240), index));
        return rows.Concat(run.Rows()).Concat(follows);
    }

    private IEnumerable<PlantRow> AfterFailure(Visit visit, ref PlantRun run, int index, PlantRandom random)
    {
        if (options.Steps is null && random.Chance(0.2) && run.Steps.Take(10).All(step => step.ResultType == 1))
            run = OrdinaryRun.StoppedAtFailure(run);
        var repair = random.Chance(0.6) ? OrdinaryRepair.Of(run, master, random) : null;
        if (visit.Attempt < 3 && random.Chance(0.85))
            _underWay.Enqueue(visit.Again, ((repair?.Timestamp ?? run.Timestamp) + random.Minutes(20, 120), index));
        return repair is not null && repair.Timestamp + TimeSpan.FromMinutes(15) < options.End ? repair.Rows() : [];
    }

    private bool TryTakeDue(DateTime at, out Visit visit)
    {
        var due = _underWay.TryPeek(out visit!, out var priority) && priority.Due <= at;
        return due && _underWay.TryDequeue(out visit!, out _);
    }

    private IReadOnlyList<PlannedStep> StepsOf(PlantTestplan testplan)
    {
        if (!_steps.TryGetValue(testplan, out var steps))
            _steps[testplan] = steps = testplan.StepsOf(options.Steps);
        return steps;
    }
}

internal static class OrdinaryRun
{
    /// <param name="share">The part of the plant's time that has passed, 0 to 1. It decides which testplan revision is in use.</param>
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
        // A retest fails more often than a first test, because not every repair removes the cause.
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

    /// <summary>
    /// Cuts the run after its first failing step, as when the testplan stops there. The exit code 1 says so in this plant.
    /// </summary>
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

/// <summary>A unit at a test system: the testplan of its route and the number of the attempt.</summary>
internal sealed record Visit(
    PlantProduct Product,
    IReadOnlyList<PlantTestplan> Route,
    PlantUnit Unit,
    int Stage = 0,
    int Attempt = 1
)
{
    internal PlantTestplan Testplan => Route[Stage];

    /// <summary>The next testplan of the route; null after the last one.</summary>
    internal Visit? Next => Stage + 1 < Route.Count ? this with { Stage = Stage + 1, Attempt = 1 } : null;

    internal Visit Again => this with { Attempt = Attempt + 1 };

    /// <summary>A new unit of a random product.</summary>
    /// <param name="serial">The unit's number in the series, which makes the serial unique.</param>
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

/// <summary>The rows of a unit before its first run: the unit, its history and its assembly.</summary>
internal static class UnitRows
{
    internal static IEnumerable<PlantRow> Of(Visit visit, PlantRandom random, DateTime at)
    {
        var unit = visit.Unit;
        yield return unit.Row();
        yield return unit.History(at.AddMinutes(-10), "Registered");
        if (visit.Product.Type is not ("CS-22" or "FG-3"))
            yield break;

        foreach (var row in Assembly(unit, random))
            yield return row;
    }

    /// <summary>A main board, which is a unit with parts of its own, and a meter.</summary>
    internal static IEnumerable<PlantRow> Assembly(PlantUnit unit, PlantRandom random)
    {
        var number = random.Next() % 100_000_000;
        var board = new PlantUnit(random.NextGuid(), $"MB-{number:D8}", "C", unit.Batch);
        return
        [
            unit.Part("Main Board", "300-1100-05", board.Serial, board.Revision),
            unit.Part("Energy Meter", "300-7700-01", $"EM-{number:D8}", "A"),
            board.Row(),
            board.Part("CPU Module", "300-1150-02", $"CPU-{number:D8}", "F"),
            board.Part("Relay Module", "300-1160-01", $"REL-{number:D8}", null),
        ];
    }
}
