using System.Diagnostics;
using System.Runtime.Versioning;
using System.ServiceProcess;
using VteBridge.Configuration;

namespace VteBridge.Hosting.WindowsService;

/// <summary>
/// The entry of `vtebridge run` among the services of Windows. It runs as the virtual account NT SERVICE\VteBridge, which
/// has no password, and to SQL Server is the machine (DOMAIN\MACHINE$).
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

    /// <summary>Null where there is none.</summary>
    public static ServiceController? Find() =>
        ServiceController.GetServices().FirstOrDefault(s => s.ServiceName == Name);

    /// <summary>Registers or updates it, without starting it. Done again it puts everything right and keeps the start type.</summary>
    /// <param name="isReady">Whether there is a configuration: then a new service starts with Windows.</param>
    /// <returns>What could not be set, in sentences.</returns>
    /// <exception cref="ServiceFailure">Windows does not register it.</exception>
    public static IReadOnlyList<string> Install(string program, string configuration, bool isReady)
    {
        var command = $"\"{program}\" run {ServiceStart.Argument} --config \"{configuration}\"";
        var warnings = new List<string>();
        if (Find() is null)
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
        if (isReady)
            Try("sc.exe", "config", Name, "start=", "delayed-auto");
        Try("sc.exe", "description", Name, "Copies test results from Keysight VTE to WATS.");
        // Its own identity in access lists, and a restart after a crash or a failure, later each time.
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

    /// <summary>Gives a file or folder to administrators and the service alone.</summary>
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

    /// <summary>Stops and removes it; configuration and state stay.</summary>
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

    /// <summary>Asks it to stop and waits: a page under way ends first.</summary>
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
