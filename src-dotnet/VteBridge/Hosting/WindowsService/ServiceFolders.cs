using System.Runtime.Versioning;
using VteBridge.Configuration;

namespace VteBridge.Hosting.WindowsService;

/// <summary>What the account of the service may read and write: its configuration, and the folders that this names.</summary>
[SupportedOSPlatform("windows")]
internal static class ServiceFolders
{
    /// <summary>%ProgramData%\VteBridge\appsettings.json.</summary>
    public static string Configuration { get; } =
        Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData),
            "VteBridge",
            "appsettings.json"
        );

    public static void Grant(string configuration, BridgeOptions options)
    {
        var site = Path.GetDirectoryName(configuration)!;
        // A folder that others use, too, keeps its rights; ours is the service's and the administrators' alone.
        if (site.Equals(Path.GetDirectoryName(Configuration), StringComparison.OrdinalIgnoreCase))
            ServiceRegistration.Grant(site, "RX");
        foreach (var folder in Written(options).Where(Path.IsPathFullyQualified).Distinct())
        {
            Directory.CreateDirectory(folder);
            ServiceRegistration.Grant(folder, "M");
        }
    }

    private static IEnumerable<string> Written(BridgeOptions options) =>
        new[] { options.State.Folder, options.Log.Folder, options.Delivery.Folder }.Where(folder => folder != "");
}
