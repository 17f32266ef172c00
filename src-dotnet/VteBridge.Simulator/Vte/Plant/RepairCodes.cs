namespace VteBridge.Simulator.Vte.Plant;

/// <summary>The codes that a repair station of this plant offers.</summary>
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

/// <summary>What the plant has learnt: which causes a failing test had.</summary>
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
