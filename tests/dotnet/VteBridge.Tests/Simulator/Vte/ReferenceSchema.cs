using VteBridge.Simulator.Vte.Plant;

namespace VteBridge.Tests.Simulator.Vte;

/// <summary>The create scripts of the simulator.</summary>
internal static class ReferenceSchema
{
    public static string Ddl(string name = "9.31") => SchemaVariant.Ddl(name);
}
