using VteBridge.Configuration;

namespace VteBridge.Monitoring.Alerts;

/// <summary>One way of sending alerts.</summary>
internal interface IAlertChannel
{
    /// <summary>"webhook" or "mail".</summary>
    string Name { get; }

    /// <summary>Returns when the receiver has taken it.</summary>
    /// <exception cref="AlertFailure">It has not; says why without any secret.</exception>
    Task SendAsync(AlertMessage message, CancellationToken stop);

    /// <summary>The configured channels, with their secrets as they are now.</summary>
    /// <exception cref="OptionsFailure">A secret's file cannot be used.</exception>
    static IReadOnlyList<IAlertChannel> Create(AlertOptions options)
    {
        var channels = new List<IAlertChannel>();
        if (options.Webhook.IsOn && options.Webhook.Address() is { } address)
            channels.Add(new WebhookChannel(address, options.Webhook.Format, TimeSpan.FromSeconds(1)));
        if (options.Smtp.IsOn)
            channels.Add(new MailChannel(options.Smtp, options.Smtp.Secret()));
        return channels;
    }
}

/// <summary>A message could not be sent. The text says why and never holds an address, a password or what a library made of them.</summary>
internal sealed class AlertFailure(string message) : Exception(message);
