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
