using System.Runtime.Versioning;
using VteBridge.Configuration;

namespace VteBridge.Hosting.WindowsService;

/// <summary>What the account of the service may read and write: its configuration, and the folders that this names.</summary>
internal static class ServiceFolders
{
    /// <summary>%ProgramData%\VteBridge\appsettings.json.</summary>
    public static string Configuration { get; } =
        Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData),
            "VteBridge",
            "appsettings.json"
        );

    [SupportedOSPlatform("windows")]
    public static void Grant(string configuration, BridgeOptions options)
    {
        foreach (var folder in Written(options))
            Directory.CreateDirectory(folder);
        foreach (var (path, rights) in Rights(configuration, options))
            ServiceRegistration.Grant(path, rights);
    }

    /// <summary>Secrets are named one by one: the access list that `init` gives such a file takes nothing over from the folder.</summary>
    public static IEnumerable<(string Path, string Rights)> Rights(string configuration, BridgeOptions options)
    {
        var site = Path.GetDirectoryName(configuration)!;
        // A folder that others use, too, keeps its rights; ours is the service's and the administrators' alone.
        if (site.Equals(Path.GetDirectoryName(Configuration), StringComparison.OrdinalIgnoreCase))
            yield return (site, "RX");
        foreach (var option in OptionKeys.Of(options).Where(o => o.Path is { IsSecretFile: true }))
            if (option.Default is string file && File.Exists(file))
                yield return (file, "R");
        foreach (var folder in Written(options))
            yield return (folder, "M");
    }

    private static IEnumerable<string> Written(BridgeOptions options) =>
        new[] { options.State.Folder, options.Log.Folder, options.Delivery.Folder }
            .Where(Path.IsPathFullyQualified)
            .Distinct();
}
