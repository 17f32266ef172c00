using VteBridge.Configuration;

namespace VteBridge.Monitoring.Alerts;

/// <summary>
/// Evaluates the rules and sends the messages that are due. The health state keeps the raised alerts, also over a
/// restart.
/// </summary>
internal sealed class AlertMonitor(HealthState health, AlertSender sender, TimeProvider time, ILogger<AlertMonitor> log)
{
    /// <summary>After so many failed attempts, about five hours, the end of an alert is no news any more.</summary>
    private const int MostAttemptsToClear = 10;

    /// <summary>Cleared alerts whose message a channel has not accepted yet. A restart forgets them.</summary>
    private readonly Dictionary<AlertRule, ActiveAlert> _ended = [];

    /// <exception cref="OperationCanceledException">The check was cancelled; unsent messages are sent by the next one.</exception>
    public async Task CheckAsync(AlertOptions options, CancellationToken stop)
    {
        var (snapshot, now) = (health.Take(), time.GetUtcNow());
        var (active, messages) = ActiveAlert.Update(
            snapshot.Alerts,
            AlertRules.Evaluate(snapshot, options),
            options,
            now
        );
        // An alert that was raised again is told by its own messages.
        foreach (var raisedAgain in active.Where(a => _ended.ContainsKey(a.Rule)))
            _ended.Remove(raisedAgain.Rule);
        var late = _ended.Values.Where(a => a.RetryAt is not null && a.IsDue(options, now)).ToList();
        foreach (var raised in active.ExceptBy(snapshot.Alerts.Select(a => a.Rule), a => a.Rule))
            log.LogWarning("Alert {Rule}: {What} {Fix}", raised.Rule.Name(), raised.What, raised.Fix);
        foreach (var cleared in snapshot.Alerts.ExceptBy(active.Select(a => a.Rule), a => a.Rule))
        {
            log.LogInformation("Alert {Rule} is cleared", cleared.Rule.Name());
            if (cleared.SentAt is not null)
                _ended[cleared.Rule] = cleared.Sent(now);
        }
        health.SetAlerts([.. active.OrderBy(a => a.Since)]);
        if (messages.Count + late.Count > 0)
            await SendAsync([.. messages, .. late.Select(a => a.Message(AlertKind.Cleared, now))], options, stop);
    }

    private async Task SendAsync(IReadOnlyList<AlertMessage> messages, AlertOptions options, CancellationToken stop)
    {
        var ways = IAlertChannel.Ways(options).ToList();
        var channels = ways.Select(Made).OfType<IAlertChannel>().ToList();
        foreach (var message in messages)
        {
            var alert =
                health.Take().Alerts.FirstOrDefault(a => a.Rule == message.Rule)
                ?? _ended.GetValueOrDefault(message.Rule);
            // A channel that accepted the message does not get it again because another channel failed.
            bool IsWanted(string name) => alert is not { Missed.Count: > 0 } || alert.Missed.Contains(name);
            var took = await sender.SendAsync(
                message,
                [.. channels.Where(c => IsWanted(c.Name))],
                options.SendTimeout,
                stop
            );
            List<string> missed = [.. ways.Select(w => w.Name).Where(IsWanted).Except(took)];
            var after = alert?.After(message.At, took.Count > 0, missed);
            if (message.Kind == AlertKind.Cleared)
                Ended(message.Rule, after);
            else if (after is not null)
                health.SetAlerts([.. health.Take().Alerts.Select(a => a.Rule == message.Rule ? after : a)]);
        }
    }

    /// <summary>Keeps a cleared alert while a channel has not accepted the message.</summary>
    private void Ended(AlertRule rule, ActiveAlert? after)
    {
        if (after?.RetryAt is not null && after.Attempts < MostAttemptsToClear)
            _ended[rule] = after;
        else
            _ended.Remove(rule);
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
            log.LogWarning(
                "The {Channel} did not accept the alert {Rule} within {Timeout}",
                channel.Name,
                rule,
                timeout
            );
        }
        catch (Exception e) when (e is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            // Other exceptions may quote an address or a password.
            var reason = e is AlertFailure ? e.Message : e.GetType().Name;
            log.LogWarning("The {Channel} did not accept the alert {Rule}: {Error}", channel.Name, rule, reason);
        }
        await limit.CancelAsync();
        return false;
    }
}
