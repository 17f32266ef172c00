namespace VteBridge.Simulator.Vte.Plant;

/// <summary>
/// The runs of a plant that works as it should, in the order of their time. Failed units are repaired or not and come
/// again; units of some products go on to a second testplan. Only the units that are under way are kept in memory.
/// Every one of these runs can become a report: what cannot is among the odd runs.
/// </summary>
internal sealed class OrdinaryRuns(MasterData master, PlantOptions options, int count)
{
    // The second part of the priority keeps the order of units that are due at the same moment.
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
