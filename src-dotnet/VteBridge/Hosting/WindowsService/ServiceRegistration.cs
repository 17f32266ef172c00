using System.Diagnostics;
using System.Runtime.Versioning;
using System.ServiceProcess;
using VteBridge.Configuration;

namespace VteBridge.Hosting.WindowsService;

/// <summary>
/// The registration of `vtebridge run` as a Windows service. It runs as the virtual account NT SERVICE\VteBridge, which
/// has no password and which SQL Server sees as the machine (DOMAIN\MACHINE$).
/// </summary>
[SupportedOSPlatform("windows")]
internal static class ServiceRegistration
{
    public const string Name = "VteBridge";
    public const string Account = @"NT SERVICE\VteBridge";

    private const string System = "*S-1-5-18";
    private const string Administrators = "*S-1-5-32-544";

    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromMinutes(12);

    /// <summary>Null if the service is not registered.</summary>
    public static ServiceController? Find() =>
        ServiceController.GetServices().FirstOrDefault(s => s.ServiceName == Name);

    /// <summary>
    /// Whether installing must set the service to start with Windows. An installation without a configuration leaves it
    /// manual; every other start type is a person's choice and stays.
    /// </summary>
    /// <param name="before">The start type of the service before it was installed; null when there was none.</param>
    public static bool StartsWithWindows(bool isReady, ServiceStartMode? before) =>
        isReady && before is null or ServiceStartMode.Manual;

    /// <summary>
    /// Registers the service or updates it, without starting it. Repeating it repairs the registration and keeps a start
    /// type that is not manual.
    /// </summary>
    /// <param name="isReady">Whether there is a configuration; if so, a new or manual service is set to start with Windows.</param>
    /// <returns>What could not be set, in sentences.</returns>
    /// <exception cref="ServiceFailure">Windows refuses to register the service.</exception>
    public static IReadOnlyList<string> Install(string program, string configuration, bool isReady)
    {
        var command = $"\"{program}\" run {ServiceStart.Argument} --config \"{configuration}\"";
        var warnings = new List<string>();
        var startType = Find()?.StartType;
        if (startType is null)
            Require(
                "sc.exe",
                [
                    "create",
                    Name,
                    "binPath=",
                    command,
                    "obj=",
                    Account,
                    "start=",
                    isReady ? "auto" : "demand",
                    "DisplayName=",
                    Name,
                ]
            );
        else
            Try("sc.exe", "config", Name, "binPath=", command, "obj=", Account);
        if (StartsWithWindows(isReady, startType))
            Try("sc.exe", "config", Name, "start=", "delayed-auto");
        Try("sc.exe", "description", Name, "Copies test results from Keysight VTE to WATS.");
        // The service gets an identity of its own for access lists, and restarts after a crash or a failure, each time
        // after a longer wait.
        Try("sc.exe", "sidtype", Name, "unrestricted");
        Try("sc.exe", "failure", Name, "reset=", "86400", "actions=", "restart/30000/restart/60000/restart/300000");
        Try("sc.exe", "failureflag", Name, "1");
        if (!EventLog.SourceExists(EventLogSink.Source))
            EventLog.CreateEventSource(EventLogSink.Source, "Application");
        return warnings;

        void Try(string tool, params string[] arguments)
        {
            if (Run(tool, arguments) is { Code: not 0 } failed)
                warnings.Add($"'{tool} {string.Join(' ', arguments)}' failed ({failed.Code}): {failed.Output}");
        }
    }

    /// <summary>Gives access to a file or folder to the system, the administrators and the service only.</summary>
    /// <param name="rights">icacls' letters: R read, RX read and list, M modify.</param>
    public static void Grant(string path, string rights)
    {
        var inherit = Directory.Exists(path) ? "(OI)(CI)" : "";
        Require(
            "icacls.exe",
            [
                path,
                "/inheritance:r",
                "/grant:r",
                $"{System}:{inherit}F",
                $"{Administrators}:{inherit}F",
                $"{Account}:{inherit}{rights}",
                "/Q",
            ]
        );
    }

    /// <summary>Stops and removes the service; its configuration and state stay.</summary>
    public static void Uninstall(ServiceController service)
    {
        Stop(service);
        Require("sc.exe", ["delete", Name]);
        if (EventLog.SourceExists(EventLogSink.Source))
            EventLog.DeleteEventSource(EventLogSink.Source);
    }

    public static void Start(ServiceController service)
    {
        if (service.Status is ServiceControllerStatus.Running or ServiceControllerStatus.StartPending)
            return;
        service.Start();
        service.WaitForStatus(ServiceControllerStatus.Running, StartTimeout);
    }

    /// <summary>Asks the service to stop and waits until it has: a page in progress is finished first.</summary>
    public static void Stop(ServiceController service)
    {
        if (service.Status is ServiceControllerStatus.Stopped)
            return;
        service.Stop();
        service.WaitForStatus(ServiceControllerStatus.Stopped, StopTimeout);
    }

    private static void Require(string tool, string[] arguments)
    {
        if (Run(tool, arguments) is { Code: not 0 } failed)
            throw new ServiceFailure(
                $"'{tool} {string.Join(' ', arguments)}' failed ({failed.Code}): {failed.Output} Start the terminal with \"Run as administrator\"."
            );
    }

    private static (int Code, string Output) Run(string tool, string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(Environment.SystemDirectory, tool), arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd() + errors.GetAwaiter().GetResult();
        process.WaitForExit();
        return (process.ExitCode, TextSanitiser.OneLine(output.Trim()));
    }
}

/// <summary>The Windows service cannot be changed or started.</summary>
internal sealed class ServiceFailure(string message) : CannotWork(Core.ExitCode.Unexpected, message);

/// <summary>
/// What the account of the service may read and write: its configuration, and the files and folders that the
/// configuration names.
/// </summary>
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

    /// <summary>
    /// Secret files are granted one by one, because the access list that `init` gives them inherits nothing from the
    /// folder.
    /// </summary>
    public static IEnumerable<(string Path, string Rights)> Rights(string configuration, BridgeOptions options)
    {
        var site = Path.GetDirectoryName(configuration)!;
        // A folder that other programs use keeps its rights; our own is for the service and the administrators only.
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
