namespace VteBridge.Simulator.Vte.Plant;

internal sealed record PlantTestsystem(Guid Id, string Name, string Site)
{
    internal string Hostname => Name + "-PC";
}
