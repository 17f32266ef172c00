using System.CommandLine;
using System.ComponentModel;
using System.Runtime.Versioning;
using System.Security.Principal;
using System.ServiceProcess;
using VteBridge.Configuration;
using VteBridge.Hosting;
using VteBridge.Hosting.WindowsService;
using TimeoutException = System.ServiceProcess.TimeoutException;

namespace VteBridge.Cli;

/// <summary>`service`: manages `vtebridge run` as a Windows service.</summary>
internal static class ServiceCommand
{
    private static readonly Option<bool> IfAutomatic = new("--if-automatic")
    {
        Description = "Only when the service is set to start with Windows; upgrades use this",
    };

#pragma warning disable CA1416 // `On` runs these verbs on Windows only.
    public static Command Create()
    {
        var command = new Command(
            "service",
            "Runs VteBridge as a Windows service, under the virtual account NT SERVICE\\VteBridge. Linux has systemd for that.\n\n"
                + "  vtebridge service install      registers it, gives it rights on its folders; does not start it\n"
                + "  vtebridge service start        starts it; with a configuration, it then also starts with Windows\n"
                + "  vtebridge service status"
        );
        command.Add(
            VerbCommand.Create(
                "install",
                "Registers the service, or repairs its registration. Does not start it. Without a configuration, it does not start with Windows either.\n"
                    + "--config names the configuration of the service; the default is %ProgramData%\\VteBridge\\appsettings.json.",
                On(Install),
                json: false
            )
        );
        command.Add(
            VerbCommand.Create(
                "uninstall",
                "Stops and removes the service. Configuration, secrets and state stay.",
                On(Uninstall),
                json: false
            )
        );
        command.Add(VerbCommand.Create("start", "Starts the service.", On(Start), json: false, IfAutomatic));
        command.Add(VerbCommand.Create("stop", "Stops the service after the current page.", On(Stop), json: false));
        command.Add(VerbCommand.Create("status", "Shows the state of the service in Windows.", On(Status)));
        return command;
    }
#pragma warning restore CA1416

    private static Func<CommandContext, CancellationToken, Task<int>> On(Func<CommandContext, int> verb) =>
        (call, _) =>
        {
            if (!OperatingSystem.IsWindows())
                throw new UsageFailure(
                    "This is for Windows. On Linux, systemd runs the service: docs/getting-started.md."
                );
            try
            {
                return Task.FromResult(verb(call));
            }
            catch (Exception e) when (e is InvalidOperationException or Win32Exception or TimeoutException)
            {
                throw new ServiceFailure(
                    $"The service {ServiceRegistration.Name}: {e.Message} {e.InnerException?.Message} The Event Log (Application, source VteBridge) and the log files say more."
                );
            }
        };

    [SupportedOSPlatform("windows")]
    private static int Install(CommandContext call)
    {
        RequireAdministrator();
        if (call.Overrides().Count > 0)
            throw new UsageFailure("--set has no effect on the service. Write the options into its configuration.");
        var file = call.ConfigFile is { } given ? Path.GetFullPath(given) : ServiceFolders.Configuration;
        var isReady = File.Exists(file);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        foreach (
            var warning in ServiceRegistration.Install(
                Environment.ProcessPath
                    ?? throw new InvalidOperationException("The program does not know its own path."),
                file,
                isReady
            )
        )
            call.Terminal.Note("Warning: " + warning);
        ServiceFolders.Grant(
            file,
            isReady ? SiteOptions.Load(file, new Dictionary<string, string?>()).Options : new BridgeOptions()
        );
        call.Terminal.Line($"The service {ServiceRegistration.Name} is registered for '{file}'.");
        if (!isReady)
        {
            call.Terminal.Line($"Still to do: vtebridge init --config \"{file}\"");
            call.Terminal.Line("Then:        vtebridge service install, which gives the service its rights");
        }
        call.Terminal.Line("Start it:    vtebridge service start");
        return ExitCode.Done;
    }

    [SupportedOSPlatform("windows")]
    private static int Uninstall(CommandContext call)
    {
        RequireAdministrator();
        using var service = ServiceRegistration.Find();
        if (service is not null)
            ServiceRegistration.Uninstall(service);
        call.Terminal.Line(service is null ? "There is no such service." : "Removed. Configuration and state stay.");
        return ExitCode.Done;
    }

    [SupportedOSPlatform("windows")]
    private static int Start(CommandContext call)
    {
        using var service = Require();
        if (call.Parsed.GetValue(IfAutomatic) && service.StartType != ServiceStartMode.Automatic)
            return ExitCode.Done;
        ServiceRegistration.Start(service);
        call.Terminal.Line("The service is running.");
        return ExitCode.Done;
    }

    [SupportedOSPlatform("windows")]
    private static int Stop(CommandContext call)
    {
        using var service = Require();
        ServiceRegistration.Stop(service);
        call.Terminal.Line("The service has stopped.");
        return ExitCode.Done;
    }

    [SupportedOSPlatform("windows")]
    private static int Status(CommandContext call)
    {
        using var service = Require();
        if (call.Json)
            CommandContext.WriteJson(
                new
                {
                    service = service.ServiceName,
                    status = $"{service.Status}",
                    startType = $"{service.StartType}",
                }
            );
        else
            call.Terminal.Line($"{service.ServiceName}: {service.Status}, start type {service.StartType}");
        return ExitCode.Done;
    }

    [SupportedOSPlatform("windows")]
    private static ServiceController Require() =>
        ServiceRegistration.Find()
        ?? throw new UsageFailure(
            $"There is no service {ServiceRegistration.Name}. Register it: vtebridge service install"
        );

    [SupportedOSPlatform("windows")]
    private static void RequireAdministrator()
    {
        using var identity = WindowsIdentity.GetCurrent();
        if (!new WindowsPrincipal(identity).IsInRole(WindowsBuiltInRole.Administrator))
            throw new UsageFailure("This changes Windows: start the terminal with \"Run as administrator\".");
    }
}
