using System.Runtime.Versioning;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.WindowsServices;
using Microsoft.Extensions.Options;

namespace VteBridge.Hosting.WindowsService;

/// <summary>
/// Lets Windows start and stop `run`. Stopping lets the page under way end. When a part of the host has failed, the service
/// ends with an exit code that is not 0, so that Windows starts it again.
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
        // Its own entries have our event ids.
        AutoLog = false;
        application.ApplicationStopping.Register(() =>
        {
            if (HasFailed(services))
                ExitCode = Core.ExitCode.Unexpected;
        });
    }

    /// <summary>Without the time that a page may take, Windows tells its user after a while that the service does not respond.</summary>
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
