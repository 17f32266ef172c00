using System.CommandLine;
using Microsoft.Extensions.Logging;
using VteBridge.Configuration;
using VteBridge.Hosting;
using VteBridge.Monitoring.Alerts;
using VteBridge.State;

namespace VteBridge.Cli;

/// <summary>`alert-test`: sends one message of each rule through every configured way.</summary>
internal static class AlertTestCommand
{
    private static readonly (AlertRule Rule, string What)[] Tests =
    [
        (AlertRule.NoCycle, "No cycle has ended for an hour."),
        (AlertRule.NeedsPerson, "Syncing has stopped and needs a person."),
        (AlertRule.Lag, "A run waits for longer than it should."),
        (AlertRule.FailedCycles, "Several cycles in a row have failed."),
        (AlertRule.DeadLetters, "Dead letters have come up."),
        (AlertRule.Incomplete, "VTE has runs that have no outcome."),
        (AlertRule.DestinationCredentials, "WATS does not take our credentials."),
        (AlertRule.DestinationErrors, "Reports are in error at the destination."),
        (AlertRule.UnknownCodes, "VTE has used codes that the configuration does not list."),
        (AlertRule.Disk, "The disk is nearly full."),
        (AlertRule.Configuration, "A changed configuration is refused."),
    ];

    public static Command Create() =>
        VerbCommand.Create(
            "alert-test",
            "Sends one alert of each kind to the webhook and the mail server of section Alerts; nothing is wrong when they arrive.\n\n"
                + "  vtebridge alert-test",
            RunAsync
        );

    private static async Task<int> RunAsync(CommandContext call, CancellationToken stop)
    {
        var options = call.Load().Valid().Alerts;
        var sinks = IAlertChannel.Create(options);
        if (sinks.Count == 0)
            throw new UsageFailure(
                "No way of telling anybody is configured. Set Alerts:Webhook:UrlFile or Alerts:Smtp:Host."
            );
        var failed = await SendAsync(call, sinks, options, stop);
        var code = failed == 0 ? ExitCode.Done : ExitCode.Unexpected;
        if (call.Json)
            CommandContext.WriteJson(
                new
                {
                    sinks = sinks.Select(s => s.Name),
                    messages = Tests.Length,
                    failed,
                    exitCode = code,
                }
            );
        else
            call.Terminal.Line(
                $"{Tests.Length} alerts by {string.Join(" and ", sinks.Select(s => s.Name))}: {(failed == 0 ? "all arrived." : $"{failed} of {Tests.Length * sinks.Count} messages did not arrive.")}"
            );
        return code;
    }

    /// <summary>What fails once is not tried with every other kind: whoever waits for it knows enough.</summary>
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
        foreach (var (rule, what) in Tests)
        {
            var now = time.GetUtcNow();
            var message = new AlertMessage(AlertKind.Test, rule, what, "Nothing is wrong.", now, now);
            var took = await post.SendAsync(message, left, options.SendTimeout, stop);
            left = [.. left.Where(sink => took.Contains(sink.Name))];
            failed += sinks.Count - left.Count;
        }
        return failed;
    }
}
