using VteBridge.Configuration;

namespace VteBridge.Monitoring.Alerts;

/// <summary>
/// Evaluates the rules and sends the messages that are due. The health state keeps the raised alerts, also over a
/// restart.
/// </summary>
internal sealed class AlertMonitor(HealthState health, AlertSender sender, TimeProvider time, ILogger<AlertMonitor> log)
{
    /// <exception cref="OperationCanceledException">The check was cancelled; unsent messages are sent by the next one.</exception>
    public async Task CheckAsync(AlertOptions options, CancellationToken stop)
    {
        var snapshot = health.Take();
        var (active, messages) = ActiveAlert.Update(
            snapshot.Alerts,
            AlertRules.Evaluate(snapshot, options),
            options,
            time.GetUtcNow()
        );
        foreach (var raised in active.ExceptBy(snapshot.Alerts.Select(a => a.Rule), a => a.Rule))
            log.LogWarning("Alert {Rule}: {What} {Fix}", raised.Rule.Name(), raised.What, raised.Fix);
        foreach (var cleared in snapshot.Alerts.ExceptBy(active.Select(a => a.Rule), a => a.Rule))
            log.LogInformation("Alert {Rule} is cleared", cleared.Rule.Name());
        health.SetAlerts([.. active.OrderBy(a => a.Since)]);
        if (messages.Count > 0)
            await SendAsync(messages, options, stop);
    }

    private async Task SendAsync(IReadOnlyList<AlertMessage> messages, AlertOptions options, CancellationToken stop)
    {
        var ways = IAlertChannel.Ways(options).ToList();
        var channels = ways.Select(Made).OfType<IAlertChannel>().ToList();
        foreach (var message in messages)
        {
            var alert = health.Take().Alerts.FirstOrDefault(a => a.Rule == message.Rule);
            // A channel that accepted the message does not get it again because another channel failed.
            bool IsWanted(string name) => alert is not { Missed.Count: > 0 } || alert.Missed.Contains(name);
            var took = await sender.SendAsync(
                message,
                [.. channels.Where(c => IsWanted(c.Name))],
                options.SendTimeout,
                stop
            );
            List<string> missed = [.. ways.Select(w => w.Name).Where(IsWanted).Except(took)];
            health.SetAlerts([
                .. health
                    .Take()
                    .Alerts.Select(a => a.Rule == message.Rule ? a.After(message.At, took.Count > 0, missed) : a),
            ]);
        }
    }

    /// <summary>Null when the channel cannot be made at the moment.</summary>
    private IAlertChannel? Made((string Name, Func<IAlertChannel> Make) way)
    {
        try
        {
            return way.Make();
        }
        catch (OptionsFailure e)
        {
            log.LogError("Alerts cannot be sent by {Channel}. {Problems}", way.Name, e.Message);
            return null;
        }
    }
}

/// <summary>
/// Sends one message to every channel at the same time, each with its own time limit. A channel that fails does not
/// affect the others.
/// </summary>
internal sealed class AlertSender(TimeProvider time, ILogger<AlertSender> log)
{
    /// <summary>Returns the names of the channels that accepted the message.</summary>
    public async Task<IReadOnlyList<string>> SendAsync(
        AlertMessage message,
        IReadOnlyList<IAlertChannel> channels,
        TimeSpan timeout,
        CancellationToken stop
    )
    {
        var sent = await Task.WhenAll(channels.Select(channel => SendAsync(message, channel, timeout, stop)));
        return [.. channels.Where((_, i) => sent[i]).Select(c => c.Name)];
    }

    private async Task<bool> SendAsync(
        AlertMessage message,
        IAlertChannel channel,
        TimeSpan timeout,
        CancellationToken stop
    )
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var rule = message.Rule.Name();
        try
        {
            // The wait has the limit too: a channel that ignores its token must not block the others.
            await channel.SendAsync(message, limit.Token).WaitAsync(timeout, time, stop);
            log.LogInformation("The alert {Rule} ({Kind}) was sent by {Channel}", rule, message.Kind, channel.Name);
            return true;
        }
        catch (TimeoutException)
        {
            log.LogWarning("The {Channel} did not take the alert {Rule} within {Timeout}", channel.Name, rule, timeout);
        }
        catch (Exception e) when (e is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            // Other exceptions may quote an address or a password.
            var reason = e is AlertFailure ? e.Message : e.GetType().Name;
            log.LogWarning("The {Channel} did not take the alert {Rule}: {Error}", channel.Name, rule, reason);
        }
        await limit.CancelAsync();
        return false;
    }
}
