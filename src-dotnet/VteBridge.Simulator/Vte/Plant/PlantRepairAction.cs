namespace VteBridge.Simulator.Vte.Plant;

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
