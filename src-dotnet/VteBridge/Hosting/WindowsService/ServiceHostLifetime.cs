using System.Runtime.Versioning;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.WindowsServices;
using Microsoft.Extensions.Options;

namespace VteBridge.Hosting.WindowsService;

/// <summary>
/// Lets Windows start and stop `run`. When stopped, the page in progress is finished first. If a service of the host has
/// failed, the exit code is not 0, so that Windows restarts the Windows service.
/// </summary>
[SupportedOSPlatform("windows")]
internal sealed class ServiceHostLifetime : WindowsServiceLifetime
{
    private readonly TimeSpan _longestStop;

    public ServiceHostLifetime(
        IHostEnvironment environment,
        IHostApplicationLifetime application,
        ILoggerFactory logs,
        IOptions<HostOptions> host,
        IServiceProvider services
    )
        : base(
            environment,
            application,
            logs,
            host,
            Options.Create(new WindowsServiceLifetimeOptions { ServiceName = ServiceRegistration.Name })
        )
    {
        _longestStop = host.Value.ShutdownTimeout;
        // The framework's own entries are switched off; ours have our event ids.
        AutoLog = false;
        application.ApplicationStopping.Register(() =>
        {
            if (HasFailed(services))
                ExitCode = Core.ExitCode.Unexpected;
        });
    }

    /// <summary>Asks Windows for the time that a page may take. Otherwise Windows soon reports that the service does not respond.</summary>
    protected override void OnStop()
    {
        RequestAdditionalTime(_longestStop);
        base.OnStop();
    }

    private static bool HasFailed(IServiceProvider services) =>
        services
            .GetServices<IHostedService>()
            .OfType<BackgroundService>()
            .Any(s => s.ExecuteTask is { IsFaulted: true });
}

/// <summary>
/// Tells whether the service manager of Windows started `run`, by a flag on the command line. The framework looks at the
/// parent process and its session instead, which differ under Wine and when a wrapper starts the program.
/// </summary>
internal static class ServiceStart
{
    /// <summary>A flag that only the command line of the service has.</summary>
    public const string Argument = "--service";

    [SupportedOSPlatformGuard("windows")]
    public static bool IsService { get; } =
        OperatingSystem.IsWindows() && Environment.GetCommandLineArgs().Contains(Argument);
}
