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

/// <summary>What was done in a repair, to which component.</summary>
internal sealed record PlantRepairAction(
    int? ActionCode,
    string? Component,
    string? PartNumber,
    string? Comment,
    DateTime? Timestamp
)
{
    internal PlantRow Row(Guid repair) =>
        PlantTables.Row("RepairActions", repair, ActionCode, Component, PartNumber, Comment, Timestamp);
}

internal static class OrdinaryRepair
{
    /// <summary>A repair of a failed run, of one to three actions, begun between half an hour and three hours after it.</summary>
    internal static PlantRepair Of(PlantRun run, MasterData master, PlantRandom random)
    {
        var failing = run.Steps.First(step => step.ResultType == 0);
        var at = run.Timestamp + random.Minutes(30, 180);
        var failure = random.Pick(RepairCodes.Failures);
        return new PlantRepair(random.NextGuid(), at)
        {
            Run = run.Id,
            Uut = run.Uut,
            UserName = random.Pick(master.Users).Name,
            FailureCode = failure.Code,
            StepNumber = failing.Number,
            Comment = $"{failing.Name}: {failure.Description.ToLowerInvariant()}",
            Actions = [.. Enumerable.Range(1, random.Between(1, 3)).Select(Action)],
        };

        PlantRepairAction Action(int number)
        {
            var action = random.Pick(RepairCodes.Actions);
            return new PlantRepairAction(
                action.Code,
                $"{random.Pick(["R", "C", "U", "L", "X"])}{random.Between(1, 320)}",
                action.Code is 1 or 3 ? $"900-{random.Between(1000, 9999)}" : null,
                random.Chance(0.3) ? "Checked under the microscope" : null,
                at.AddMinutes(4 * number)
            );
        }
    }
}
