namespace VteBridge.Tests.Simulator.Vte;

/// <summary>The create scripts under tests/data, as they lie beside the test program.</summary>
internal static class ReferenceSchema
{
    public static string Ddl(string name = "9.31") =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", $"vte-{name}.sql"));
}
