namespace VteBridge.Simulator.Vte.Plant;

internal sealed record PlantRevision(Guid Id, string Revision, string FileName);
