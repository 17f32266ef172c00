namespace VteBridge.Benchmarks.Harness;

/// <summary>The environment in which the program finds its plant.</summary>
internal static class Settings
{
    public static Dictionary<string, string> For(Plant vte, string folder, string destination = "directory") =>
        new()
        {
            ["VTEBRIDGE__Vte__ConnectionString"] = vte.Connection,
            ["VTEBRIDGE__Vte__TimeZone"] = "Europe/Oslo",
            ["VTEBRIDGE__Mapping__DefaultProcessCode"] = "10",
            ["VTEBRIDGE__State__Folder"] = Path.Combine(folder, "state"),
            ["VTEBRIDGE__Delivery__Destination"] = destination,
            ["VTEBRIDGE__Delivery__Folder"] = Path.Combine(folder, "queue"),
        };
}
