using System.CommandLine;
using VteBridge.Sync;

namespace VteBridge.Cli;

/// <summary>`trigger`: asks a running instance to start a cycle now.</summary>
internal static class TriggerCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static Command Create() =>
        VerbCommand.Create(
            "trigger",
            "Asks the 'vtebridge run' that uses this state folder to start a cycle now. If a cycle is already running, another one follows it.\n\n"
                + "  vtebridge trigger --config /etc/vtebridge/appsettings.json",
            RunAsync
        );

    private static async Task<int> RunAsync(CommandContext call, CancellationToken stop)
    {
        var folder = call.Load().Readable().State.Folder;
        if (!Directory.Exists(folder))
            throw new UsageFailure(
                $"The state folder '{folder}' does not exist. Name the configuration of the running instance with --config."
            );
        var trigger = new TriggerFile(folder, TimeProvider.System);
        trigger.Ask();
        if (!await trigger.IsHeardAsync(Patience, stop))
        {
            trigger.Take();
            throw new StateFailure(
                $"No 'vtebridge run' uses the state folder '{folder}': nothing answered the request within {Patience.TotalSeconds:0} s, so it was withdrawn. Start it, or use 'vtebridge sync' for a single cycle."
            );
        }
        if (call.Json)
            CommandContext.WriteJson(new { asked = true, stateFolder = folder });
        else
            call.Terminal.Line("The running instance has taken the request.");
        return ExitCode.Done;
    }
}
