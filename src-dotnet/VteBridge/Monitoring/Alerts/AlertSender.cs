using Microsoft.Extensions.Logging;

namespace VteBridge.Monitoring.Alerts;

/// <summary>Sends one message by every channel at the same time, each with a time limit of its own. A failing channel disturbs no other.</summary>
internal sealed class AlertSender(TimeProvider time, ILogger<AlertSender> log)
{
    /// <summary>The names of the channels that took it.</summary>
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
            // The wait has the limit too: a channel that does not obey its token must not hold anybody up.
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
