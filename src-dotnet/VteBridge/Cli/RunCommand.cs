using System.CommandLine;
using VteBridge.Configuration;
using VteBridge.Hosting;
using VteBridge.Hosting.WindowsService;
using VteBridge.Monitoring.Server;
using VteBridge.State;

namespace VteBridge.Cli;

/// <summary>`run`: runs one cycle after another until it is stopped, with the health server and alerts.</summary>
internal static class RunCommand
{
    private static readonly Option<bool> Service = new(ServiceStart.Argument)
    {
        Description = "Set by `service install`: the Windows service manager starts the program",
        Hidden = true,
    };

    public static Command Create() =>
        VerbCommand.Create(
            "run",
            "Runs a sync cycle every Schedule:Interval until it is stopped, with a status page, health checks, metrics and alerts.\n"
                + "Ctrl+C or the service manager stops it after the current page.\n\n"
                + "  vtebridge run --config /etc/vtebridge/appsettings.json\n"
                + "  vtebridge run --set Health:Url=                without the health server",
            RunAsync,
            json: false,
            Service
        );

    private static async Task<int> RunAsync(CommandContext call, CancellationToken stop)
    {
        call.LogsToFile = call.ShowsLog = true;
        var loaded = call.Load();
        var options = loaded.Valid();
        // Fails now, not in the first cycle, if something cannot work at all: the connection string, the key, the state folder.
        await using (var parts = call.Compose(options))
            _ = (parts.Vte, parts.Clock);
        var key = options.Health.IsOn && options.Health.Key() is { } text ? new ApiKey(text) : null;
        using var single = InstanceLock.Take(options.State.Folder);
        var live = new LiveOptions(
            options,
            call.ConfigurationFiles,
            () => call.Read(),
            call.Logs().CreateLogger<LiveOptions>(),
            loaded.Configuration
        );
        await using var host = RunHost.Create(live, call.Logs(), call.Warnings, key);
        await host.RunAsync(stop);
        return ExitCode.Done;
    }
}
