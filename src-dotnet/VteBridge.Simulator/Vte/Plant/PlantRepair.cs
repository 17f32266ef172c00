namespace VteBridge.Simulator.Vte.Plant;

/// <summary>One repair session: a row of RepairData and its RepairActions.</summary>
internal sealed record PlantRepair(Guid Id, DateTime? Timestamp)
{
    public Guid? Run { get; init; }
    public Guid? Uut { get; init; }
    public string? UserName { get; init; }
    public int? FailureCode { get; init; }
    public int? StepNumber { get; init; }
    public string? Comment { get; init; }
    public IReadOnlyList<PlantRepairAction> Actions { get; init; } = [];

    internal IEnumerable<PlantRow> Rows() =>
        Actions
            .Select(action => action.Row(Id))
            .Prepend(
                PlantTables.Row("RepairData", Id, Run, Uut, Timestamp, UserName, FailureCode, StepNumber, Comment)
            );
}
