using VteBridge.Configuration;

namespace VteBridge.Monitoring.Alerts;

/// <summary>The configured ways of telling somebody, with their secrets read at this moment.</summary>
internal static class AlertSinks
{
    /// <exception cref="OptionsFailure">A secret's file cannot be used.</exception>
    public static IReadOnlyList<IAlertSink> Create(AlertOptions options)
    {
        var sinks = new List<IAlertSink>();
        if (options.Webhook.IsOn && options.Webhook.Address() is { } address)
            sinks.Add(new WebhookSink(address, options.Webhook.Format));
        if (options.Smtp.IsOn)
            sinks.Add(new MailSink(options.Smtp, options.Smtp.Secret()));
        return sinks;
    }
}
