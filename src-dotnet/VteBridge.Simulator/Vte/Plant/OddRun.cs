namespace VteBridge.Simulator.Vte.Plant;

/// <summary>One run that is not as it should be, and the rows that belong to it alone.</summary>
/// <param name="Unit">Null when UutData has no row for it.</param>
internal sealed record OddRun(PlantRun Run, PlantUnit? Unit)
{
    public IReadOnlyList<PlantRow> Others { get; init; } = [];

    internal IEnumerable<PlantRow> Rows() =>
        (Unit is null ? [] : new[] { Unit.Row() }).Concat(Others).Concat(Run.Rows());

    internal OddRun With(Func<PlantRun, PlantRun> change) => this with { Run = change(Run) };

    internal OddRun And(params IEnumerable<PlantRow> others) => this with { Others = [.. Others, .. others] };

    /// <summary>The same unit under another serial, in UutData as in schemas that keep the serial with the run.</summary>
    internal OddRun OfUnit(PlantUnit unit) =>
        this with
        {
            Unit = unit,
            Run = Run with { Uut = unit.Id, Serial = unit.Serial },
        };

    internal OddRun Serial(string? serial) => OfUnit(Unit! with { Serial = serial });

    internal OddRun At(DateTime timestamp) => With(run => run with { Timestamp = timestamp });
}
