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
            "Asks the 'vtebridge run' that works on this state folder for a cycle now; one that is under way is followed by another.\n\n"
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
                $"No 'vtebridge run' works on the state folder '{folder}': the request was not taken within {Patience.TotalSeconds:0} s and is withdrawn. Start it, or use 'vtebridge sync' for a single cycle."
            );
        }
        if (call.Json)
            CommandContext.WriteJson(new { asked = true, stateFolder = folder });
        else
            call.Terminal.Line("The running instance has taken the request.");
        return ExitCode.Done;
    }
}
