using Microsoft.Extensions.Logging;
using VteBridge.Configuration;
using VteBridge.Hosting;
using VteBridge.Monitoring.Snapshots;

namespace VteBridge.Monitoring.Alerts;

/// <summary>Looks at a snapshot by the rules, tells whoever is to be told, and remembers what stands.</summary>
internal sealed class AlertWatch(
    AlertFile file,
    HealthState book,
    AlertPost post,
    TimeProvider time,
    ILogger<AlertWatch> log
)
{
    private IReadOnlyList<StandingAlert> _standing = file.Read();

    /// <exception cref="OperationCanceledException">It was stopped; what was not told is told next time.</exception>
    public async Task LookAsync(AlertOptions options, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var (standing, messages) = AlertLedger.Step(_standing, AlertRules.Read(book.Take(), options), options, now);
        foreach (var risen in standing.ExceptBy(_standing.Select(a => a.Rule), a => a.Rule))
            log.LogWarning("Alert {Rule}: {What} {Fix}", risen.Rule, risen.What, risen.Fix);
        foreach (var gone in _standing.ExceptBy(standing.Select(a => a.Rule), a => a.Rule))
            log.LogInformation("Alert {Rule} is cleared", gone.Rule);
        _standing = standing;
        book.Raised([.. standing.OrderBy(a => a.Since).Select(a => new RaisedAlert(a.Rule, a.Since, a.What, a.Fix))]);
        await TellAsync(messages, options, stop);
        file.Write(_standing);
    }

    private async Task TellAsync(IReadOnlyList<AlertMessage> messages, AlertOptions options, CancellationToken stop)
    {
        if (messages.Count == 0)
            return;
        var sinks = Sinks(options);
        foreach (var message in messages)
        {
            var took = sinks is null ? [] : await post.SendAsync(message, sinks, options.SendTimeout, stop);
            _standing =
            [
                .. _standing.Select(a =>
                    a.Rule != message.Rule ? a
                    : took.Count > 0 || sinks is { Count: 0 } ? a.Told(message.At)
                    : a.NotTold(message.At)
                ),
            ];
        }
    }

    /// <summary>Null when they cannot be made at the moment; none at all is a choice.</summary>
    private IReadOnlyList<IAlertSink>? Sinks(AlertOptions options)
    {
        try
        {
            return AlertSinks.Create(options);
        }
        catch (OptionsFailure e)
        {
            log.LogError("Alerts cannot be sent. {Problems}", e.Message);
            return null;
        }
    }
}
