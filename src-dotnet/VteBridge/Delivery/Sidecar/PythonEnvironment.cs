using VteBridge.Configuration;

namespace VteBridge.Delivery.Sidecar;

/// <summary>Which Python runs the sidecar, and where its package is.</summary>
internal sealed record PythonEnvironment(string Python, string? PackagePath)
{
    /// <summary>The environment that scripts/setup-sidecar makes.</summary>
    public const string EnvironmentFolder = ".venv-sidecar";

    private const string Package = "vtebridge_sidecar";

    public static PythonEnvironment Find(SidecarOptions options) =>
        new(
            options.Python != "" ? options.Python : Prepared() ?? (OperatingSystem.IsWindows() ? "py" : "python3"),
            Above("sidecar").Concat(Above("src-python")).FirstOrDefault(f => Directory.Exists(Path.Combine(f, Package)))
        );

    private static string? Prepared() =>
        Above(EnvironmentFolder)
            .Select(f =>
                OperatingSystem.IsWindows()
                    ? Path.Combine(f, "Scripts", "python.exe")
                    : Path.Combine(f, "bin", "python")
            )
            .FirstOrDefault(File.Exists);

    /// <summary>This name beside the program and in every folder above it: an installation has it beside, a source tree above.</summary>
    private static IEnumerable<string> Above(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            yield return Path.Combine(folder.FullName, name);
    }
}
