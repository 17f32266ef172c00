namespace VteBridge.Simulator.Vte.Plant;

/// <param name="Routes">The testplans that a unit goes through, one after the other; a unit takes one of the routes.</param>
internal sealed record PlantProduct(
    Guid Id,
    string Name,
    string Type,
    string Version,
    string? PartNumber,
    string? Notes,
    IReadOnlyList<IReadOnlyList<PlantTestplan>> Routes
)
{
    internal PlantRow Row() => PlantTables.Row("Products", Id, Name, Type, Version, PartNumber, Notes);
}
