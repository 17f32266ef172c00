namespace VteBridge.Simulator.Vte.Plant;

/// <summary>A unit under test: one row of UutData.</summary>
internal sealed record PlantUnit(Guid Id, string? Serial, string? Revision, string? Batch)
{
    internal PlantRow Row() => PlantTables.Row("UutData", Id, Serial, Revision, Batch);

    internal PlantRow Part(string type, string? partNumber, string? serial, string? revision) =>
        PlantTables.Row("AssemblyData", Id, type, partNumber, serial, revision);

    internal PlantRow History(DateTime at, string what, string? oldSerial = null) =>
        PlantTables.Row("UutHistory", Id, at, what, oldSerial);
}
