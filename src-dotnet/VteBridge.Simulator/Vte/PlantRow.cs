namespace VteBridge.Simulator.Vte;

internal sealed record PlantRow(string Table, IReadOnlyList<string> Columns, IReadOnlyList<object?> Values);
