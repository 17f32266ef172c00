using System.Runtime.Versioning;

namespace VteBridge.Hosting.WindowsService;

/// <summary>
/// How the service manager of Windows starts `run`. The framework looks at the parent process and its session instead, which
/// Wine has otherwise and which a wrapper around the program changes.
/// </summary>
internal static class ServiceStart
{
    /// <summary>What the command line of the service has, and no other.</summary>
    public const string Argument = "--service";

    [SupportedOSPlatformGuard("windows")]
    public static bool IsService { get; } =
        OperatingSystem.IsWindows() && Environment.GetCommandLineArgs().Contains(Argument);
}
