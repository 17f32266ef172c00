using Microsoft.Extensions.Logging;
using VteBridge.Hosting;

namespace VteBridge.Monitoring.Alerts;

/// <summary>Hands one message to every sink, each in its own time limit; what one does never disturbs another.</summary>
internal sealed class AlertPost(TimeProvider time, ILogger<AlertPost> log)
{
    /// <summary>The sinks that took it.</summary>
    public async Task<IReadOnlyList<string>> SendAsync(
        AlertMessage message,
        IReadOnlyList<IAlertSink> sinks,
        TimeSpan timeout,
        CancellationToken stop
    )
    {
        var sent = await Task.WhenAll(sinks.Select(sink => SendAsync(message, sink, timeout, stop)));
        return [.. sinks.Where((_, i) => sent[i]).Select(s => s.Name)];
    }

    private async Task<bool> SendAsync(AlertMessage message, IAlertSink sink, TimeSpan timeout, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        try
        {
            // The wait has the limit too: a sink that does not obey its token must not hold anybody up.
            await sink.SendAsync(message, limit.Token).WaitAsync(timeout, time, stop);
            log.LogInformation("The alert {Rule} ({Kind}) went to the {Sink}", message.Rule, message.Kind, sink.Name);
            return true;
        }
        catch (AlertFailure e)
        {
            log.LogWarning("The {Sink} did not take the alert {Rule}: {Error}", sink.Name, message.Rule, e.Message);
        }
        catch (TimeoutException)
        {
            log.LogWarning(
                "The {Sink} did not take the alert {Rule} within {Timeout}",
                sink.Name,
                message.Rule,
                timeout
            );
        }
        catch (Exception e) when (e is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            log.LogWarning(
                "The {Sink} did not take the alert {Rule}: {Error}",
                sink.Name,
                message.Rule,
                e.GetType().Name
            );
        }
        await limit.CancelAsync();
        return false;
    }
}
