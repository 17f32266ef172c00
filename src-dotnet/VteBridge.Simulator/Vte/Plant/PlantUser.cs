namespace VteBridge.Simulator.Vte.Plant;

internal sealed record PlantUser(Guid Id, string Name);
