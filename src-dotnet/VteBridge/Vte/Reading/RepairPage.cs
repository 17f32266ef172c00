namespace VteBridge.Vte.Reading;

/// <summary>Repairs in the order (time, id), each with its position. Next is where the next page begins, null when this was the last.</summary>
internal sealed record RepairPage(IReadOnlyList<(Position Position, Repair Repair)> Repairs, Position? Next);
