namespace VteBridge.Configuration;

/// <summary>Section `Alerts:Webhook`: an address that alerts are posted to, as JSON.</summary>
internal sealed record WebhookOptions
{
    /// <summary>The address, which is a secret: whoever knows it can post. Belongs into the environment or a protected file.</summary>
    [Secret]
    public string Url { get; init; } = "";

    /// <summary>A file that holds the address and that only this account can read. Used when Url is empty.</summary>
    [PathOption(IsSecretFile = true)]
    public string UrlFile { get; init; } = "";

    /// <summary>The shape of what is posted.</summary>
    public WebhookFormat Format { get; init; } = WebhookFormat.Json;

    public bool IsOn => Url != "" || UrlFile != "";

    /// <exception cref="OptionsFailure">The file cannot be used, or holds no address. The address itself is never in the message.</exception>
    public Uri? Address() =>
        SecretFile.Of(Url, UrlFile, "Alerts:Webhook:UrlFile") is not { } text ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri
        : throw new OptionsFailure([NotAnAddress]);

    private static OptionProblem NotAnAddress =>
        new("Alerts:Webhook:Url", "is no web address.", "Copy it whole, beginning with https://.");

    public IEnumerable<OptionProblem> Problems()
    {
        if (Url != "" && !(Uri.TryCreate(Url.Trim(), UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
            yield return NotAnAddress;
    }
}

internal enum WebhookFormat
{
    /// <summary>All fields of the alert, and `text` with all of them in one line.</summary>
    Json,

    /// <summary>`text` alone, as Slack, Mattermost and others take it.</summary>
    Text,

    /// <summary>An adaptive card, as the workflows of Microsoft Teams take it.</summary>
    Teams,
}
