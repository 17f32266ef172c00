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

/// <summary>One action of a repair, on one component.</summary>
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
    /// <summary>A repair of a failed run with one to three actions, begun half an hour to three hours after the run.</summary>
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

/// <summary>The repair codes of this plant.</summary>
internal static class RepairCodes
{
    internal static readonly IReadOnlyList<(int Code, string Description, string Category)> Failures =
    [
        (101, "Component defective", "Component"),
        (102, "Component missing", "Component"),
        (103, "Wrong component", "Component"),
        (104, "Component turned", "Component"),
        (201, "Cold solder joint", "Soldering"),
        (202, "Solder bridge", "Soldering"),
        (301, "Connector damaged", "Mechanics"),
        (401, "Adjustment out of range", "Adjustment"),
        (501, "Wrong firmware", "Software"),
        (901, "No fault found", "Other"),
    ];

    internal static readonly IReadOnlyList<(int Code, string Description)> Actions =
    [
        (1, "Replaced"),
        (2, "Resoldered"),
        (3, "Fitted"),
        (4, "Cleaned"),
        (5, "Adjusted"),
        (6, "Reprogrammed"),
        (9, "Nothing done"),
    ];

    internal static IEnumerable<PlantRow> Rows() =>
        Failures
            .Select(failure =>
                PlantTables.Row("RepairFailureCodes", failure.Code, failure.Description, failure.Category)
            )
            .Concat(Actions.Select(action => PlantTables.Row("RepairActionCodes", action.Code, action.Description)));
}

/// <summary>The known causes of failing tests, as the plant has recorded them.</summary>
internal static class Syndromes
{
    private static readonly (string TestName, string Description, int FailureCode, string Component)[] Known =
    [
        ("+3V3 Output Voltage", "Too low under load", 201, "U4"),
        ("+3V3 Output Voltage", "Oscillates", 102, "C118"),
        ("+5V0 Ripple", "Above limit when cold", 101, "C204"),
        ("R101 Resistance", "Open", 102, "R101"),
        ("Output Power 868.1 MHz", "2 dB too low", 103, "L7"),
        ("Insulation Resistance L1", "Flux residues", 202, "X1"),
    ];

    internal static IEnumerable<PlantRow> Rows(int seed)
    {
        for (var i = 0; i < Known.Length; i++)
        {
            var random = PlantRandom.For(seed, "syndrome", i);
            var id = random.NextGuid();
            var (testName, description, failureCode, component) = Known[i];
            yield return PlantTables.Row("RepairSyndromes", id, testName, description);
            yield return Cause(failureCode, component);
            yield return Cause(901, null);

            PlantRow Cause(int code, string? part) =>
                PlantTables.Row("RepairSyndromeCauses", id, code, part, random.Between(1, 40));
        }
    }
}
