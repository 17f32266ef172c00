namespace VteBridge.Simulator.Vte.Plant;

/// <summary>One odd run (see <see cref="OddRuns"/>), with the rows that only it needs.</summary>
/// <param name="Unit">Null when UutData has no row for the unit.</param>
internal sealed record OddRun(PlantRun Run, PlantUnit? Unit)
{
    public IReadOnlyList<PlantRow> Others { get; init; } = [];

    internal IEnumerable<PlantRow> Rows() =>
        (Unit is null ? [] : new[] { Unit.Row() }).Concat(Others).Concat(Run.Rows());

    internal OddRun With(Func<PlantRun, PlantRun> change) => this with { Run = change(Run) };

    internal OddRun And(params IEnumerable<PlantRow> others) => this with { Others = [.. Others, .. others] };

    /// <summary>Sets the unit. Its serial goes to UutData and to the run, where some schemas keep it.</summary>
    internal OddRun OfUnit(PlantUnit unit) =>
        this with
        {
            Unit = unit,
            Run = Run with { Uut = unit.Id, Serial = unit.Serial },
        };

    internal OddRun Serial(string? serial) => OfUnit(Unit! with { Serial = serial });

    internal OddRun At(DateTime timestamp) => With(run => run with { Timestamp = timestamp });
}

/// <summary>
/// Makes ordinary runs for <see cref="OddRuns"/> to change: each has its own unit, and they are 3.5 hours apart, from 29 days before the end
/// on.
/// </summary>
internal sealed class OddRunBench(MasterData master, DateTime until)
{
    private static readonly IReadOnlyList<PlannedStep> Planned = StepFamilies.Functional.Steps(6, numericOnly: true);
    private int _made;

    internal MasterData Master => master;
    internal DateTime Until => until;
    internal PlantProduct Product => master.Products[0];
    internal PlantTestplan Testplan => Product.Routes[0][1];

    /// <summary>A passed run of six numeric steps.</summary>
    internal OddRun Passed(Guid id)
    {
        var random = PlantRandom.For(0, id.ToString());
        var revision = Testplan.Revisions[0];
        var system = Testplan.Testsystems[0];
        var user = master.Users[_made % master.Users.Count];
        var unit = new PlantUnit(random.NextGuid(), $"ODD-{id.ToString()[3..8]}-{id.ToString()[^6..]}", "B.0", "B-ODD");
        var run = new PlantRun(id, NextTime())
        {
            TestTime = 12.5f,
            Product = Product.Id,
            Testplan = Testplan.Id,
            Revision = revision.Id,
            Testsystem = system.Id,
            User = user.Id,
            Hostname = system.Hostname,
            Site = system.Site,
            UserName = user.Name,
            ProductName = Product.Name,
            TestplanName = Testplan.Name,
            TestplanVariant = Testplan.Variant,
            TestplanRevision = revision.Revision,
            Info1 = "WO-104999",
            Steps = [.. Planned.Select(step => step.Pass(random))],
        };
        return new OddRun(run, unit).OfUnit(unit);
    }

    /// <summary>A failed run of six numeric steps, the second of which is outside its limits.</summary>
    internal OddRun Failed(Guid id)
    {
        var random = PlantRandom.For(1, id.ToString());
        return Passed(id)
            .With(run =>
                run with
                {
                    Result = 0,
                    Steps = [run.Steps[0], Planned[1].Fail(random), .. run.Steps.Skip(2)],
                }
            );
    }

    /// <summary>
    /// A passed run's six steps followed by <paramref name="odd"/> ones, which get the next step numbers where they have none. The run
    /// failed when one of the added steps failed.
    /// </summary>
    internal OddRun WithSteps(Guid id, params PlantStep[] odd) =>
        Passed(id)
            .With(run =>
                run with
                {
                    Result = odd.Any(step => step.ResultType == 0) ? 0 : 1,
                    Steps =
                    [
                        .. run.Steps,
                        .. odd.Select((step, i) => step with { Number = step.Number ?? run.Steps.Count + 1 + i }),
                    ],
                }
            );

    private DateTime NextTime() => until.AddDays(-29).AddMinutes(210 * _made).AddMilliseconds(137 * _made++);
}
