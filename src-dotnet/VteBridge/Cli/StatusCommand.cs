using System.CommandLine;
using VteBridge.Monitoring;
using VteBridge.State;

namespace VteBridge.Cli;

/// <summary>`status`: shows what the state folder says; asks neither VTE nor WATS.</summary>
internal static class StatusCommand
{
    private static readonly Option<int> Days = new("--days")
    {
        Description = "Count the outcomes of the runs of the last N days",
        HelpName = "N",
        DefaultValueFactory = _ => 7,
    };

    /// <summary>How many dead letters are listed one by one; the table of causes says how to fix them.</summary>
    private const int Shown = 20;

    static StatusCommand() =>
        Days.Validators.Add(typed =>
        {
            if (typed.Tokens.Count > 0 && int.TryParse(typed.Tokens[0].Value, out var days) && days < 1)
                typed.AddError($"--days: {days} is out of range. Use 1 or more.");
        });

    public static Command Create() =>
        VerbCommand.Create(
            "status",
            "Shows what was delivered and what is waiting. Reads only the state folder.\n\n  vtebridge status\n  vtebridge status --json --days 30",
            RunAsync,
            json: true,
            Days
        );

    private static async Task<int> RunAsync(CommandContext call, CancellationToken stop)
    {
        // Needs no secret, because the person who looks may not have the service's secrets.
        var options = call.Load().ValidFor("State:Folder", "Delivery:Destination", "Delivery:Folder");
        await using var parts = call.Compose(options);
        var status = StatusReport.Read(parts, call.Parsed.GetValue(Days));
        if (call.Json)
            CommandContext.WriteJson(status.Json());
        else
            Show(call.Terminal, status);
        return ExitCode.Done;
    }

    private static void Show(Terminal terminal, StatusReport status)
    {
        terminal.Table(["what", "is"], status.Rows());
        if (status.DeadLetters.Count == 0)
            return;
        terminal.Line();
        terminal.Line($"Dead letters ({status.DeadLetters.Count}) by cause:");
        terminal.Table(["letters", "newest", "what is wrong and what to do", "then"], status.Causes.Causes.Select(Row));
        terminal.Line();
        terminal.Line(
            status.DeadLetters.Count > Shown
                ? $"The newest {Shown} of them; 'vtebridge status --json' has all:"
                : "Each of them:"
        );
        terminal.Table(["run", "time", "serial", "station", "cause"], status.DeadLetters.Take(Shown).Select(Row));
    }

    private static string[] Row(DeadLetterCause cause) =>
        [
            $"{cause.Count}",
            $"{cause.Newest.Timestamp:yyyy-MM-dd HH:mm:ss}",
            $"{cause.Newest.What} {cause.Newest.Fix}",
            cause.Replay,
        ];

    private static string[] Row(DeadLetterRecord d) =>
        [$"{d.Id}", $"{d.Timestamp:yyyy-MM-dd HH:mm:ss}", d.Serial ?? "", d.Station ?? "", d.Cause];
}
