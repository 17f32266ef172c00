using System.CommandLine;
using VteBridge.Configuration;
using VteBridge.Hosting;
using VteBridge.Monitoring.Alerts;
using VteBridge.State;

namespace VteBridge.Cli;

/// <summary>`alert-test`: sends one message of each kind through every configured channel.</summary>
internal static class AlertTestCommand
{
    private static readonly AlertRule[] Rules = Enum.GetValues<AlertRule>();

    public static Command Create() =>
        VerbCommand.Create(
            "alert-test",
            "Sends one test alert of each kind to the webhook and the mail server of section Alerts.\n\n"
                + "  vtebridge alert-test",
            RunAsync
        );

    private static async Task<int> RunAsync(CommandContext call, CancellationToken stop)
    {
        var options = call.Load().Valid().Alerts;
        List<IAlertChannel> sinks = [.. IAlertChannel.Ways(options).Select(way => way.Make())];
        if (sinks.Count == 0)
            throw new UsageFailure(
                "No webhook and no mail server is configured. Set Alerts:Webhook:UrlFile or Alerts:Smtp:Host."
            );
        var failed = await SendAsync(call, sinks, options, stop);
        var code = failed == 0 ? ExitCode.Done : ExitCode.Unexpected;
        if (call.Json)
            CommandContext.WriteJson(
                new
                {
                    sinks = sinks.Select(s => s.Name),
                    messages = Rules.Length,
                    failed,
                    exitCode = code,
                }
            );
        else
            call.Terminal.Line(
                $"{Rules.Length} alerts by {string.Join(" and ", sinks.Select(s => s.Name))}: {(failed == 0 ? "all arrived." : $"{failed} of {Rules.Length * sinks.Count} messages did not arrive.")}"
            );
        return code;
    }

    /// <summary>A channel that fails once gets no further kinds: one failure says enough, and a person waits.</summary>
    private static async Task<int> SendAsync(
        CommandContext call,
        IReadOnlyList<IAlertChannel> sinks,
        AlertOptions options,
        CancellationToken stop
    )
    {
        var time = TimeProvider.System;
        var post = new AlertSender(time, call.Logs().CreateLogger<AlertSender>());
        var (failed, left) = (0, sinks);
        foreach (var rule in Rules)
        {
            var now = time.GetUtcNow();
            var message = new AlertMessage(AlertKind.Test, rule, "Nothing is wrong.", "", now, now);
            var took = await post.SendAsync(message, left, options.SendTimeout, stop);
            left = [.. left.Where(sink => took.Contains(sink.Name))];
            failed += sinks.Count - left.Count;
        }
        return failed;
    }
}
