using System.Net.Mail;

namespace VteBridge.Configuration;

/// <summary>Section `Alerts`: when to send alerts, and how. Without a webhook and a mail server, nobody is alerted.</summary>
internal sealed record AlertOptions
{
    /// <summary>Raised when no cycle has ended or made progress for this long.</summary>
    [RangeOption("1s", "366d")]
    public TimeSpan NoCycle { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Raised when the oldest undelivered run has waited longer than this; cleared at half of it.</summary>
    [RangeOption("1s", "366d")]
    public TimeSpan Lag { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Raised when this many cycles in a row have failed; cleared by a successful one.</summary>
    [RangeOption("1")]
    public int FailedCycles { get; init; } = 3;

    /// <summary>Raised when this many dead letters were added within a day.</summary>
    [RangeOption("1")]
    public int DeadLetters { get; init; } = 10;

    /// <summary>Raised when the disk of the state or destination folder has less free space than this; cleared at a quarter more.</summary>
    [RangeOption("0")]
    public long MinFreeMegabytes { get; init; } = 1000;

    /// <summary>How often an ongoing alert is repeated; `0`: never.</summary>
    [RangeOption("0s", "366d")]
    public TimeSpan RemindEvery { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How long one webhook call or one mail may take.</summary>
    [RangeOption("1s", "5m")]
    public TimeSpan SendTimeout { get; init; } = TimeSpan.FromSeconds(15);

    public WebhookOptions Webhook { get; init; } = new();

    public SmtpOptions Smtp { get; init; } = new();

    public IEnumerable<OptionProblem> Problems() => [.. Webhook.Problems(), .. Smtp.Problems()];
}

/// <summary>Section `Alerts:Webhook`: an address to which alerts are posted as JSON.</summary>
internal sealed record WebhookOptions
{
    /// <summary>
    /// The address of the webhook. It is a secret: anyone who knows it can post. Set it in the environment or a protected
    /// file.
    /// </summary>
    [Secret]
    public string Url { get; init; } = "";

    /// <summary>A file that holds the address and that only this account can read. Used when Url is empty.</summary>
    [PathOption(IsSecretFile = true)]
    public string UrlFile { get; init; } = "";

    /// <summary>The shape of the posted JSON.</summary>
    public WebhookFormat Format { get; init; } = WebhookFormat.Json;

    public bool IsOn => Url != "" || UrlFile != "";

    /// <exception cref="OptionsFailure">The file cannot be used, or holds no web address. The message never contains the
    /// address.</exception>
    public Uri? Address() =>
        SecretFile.Of(Url, UrlFile, "Alerts:Webhook:UrlFile") is not { } text ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri
        : throw new OptionsFailure([NotAnAddress]);

    private static OptionProblem NotAnAddress =>
        new("Alerts:Webhook:Url", "is not a web address.", "Copy it whole, beginning with https://.");

    public IEnumerable<OptionProblem> Problems()
    {
        if (Url != "" && !(Uri.TryCreate(Url.Trim(), UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
            yield return NotAnAddress;
    }
}

internal enum WebhookFormat
{
    /// <summary>All fields of the alert, and `text`, which has all of them in one line.</summary>
    Json,

    /// <summary>Only `text`, as Slack, Mattermost and others expect it.</summary>
    Text,

    /// <summary>An adaptive card, as the workflows of Microsoft Teams expect it.</summary>
    Teams,
}

/// <summary>Section `Alerts:Smtp`: a mail server through which alerts are sent.</summary>
internal sealed record SmtpOptions
{
    /// <summary>Name of the mail server. Empty: no mails are sent.</summary>
    public string Host { get; init; } = "";

    /// <summary>Port of the mail server: usually 587 where senders sign in, 25 between the servers of a plant.</summary>
    public int Port { get; init; } = 587;

    /// <summary>
    /// Whether the connection must be encrypted (STARTTLS). If the server cannot encrypt, neither mail nor password is
    /// sent.
    /// </summary>
    public bool Tls { get; init; } = true;

    /// <summary>The sender's address.</summary>
    public string From { get; init; } = "";

    /// <summary>The receivers' addresses.</summary>
    public IReadOnlyList<string> To { get; init; } = [];

    /// <summary>User name at the mail server. Empty: no sign-in.</summary>
    public string User { get; init; } = "";

    /// <summary>Password at the mail server. Set it in the environment or a protected file.</summary>
    [Secret]
    public string Password { get; init; } = "";

    /// <summary>A file that holds the password and that only this account can read. Used when Password is empty.</summary>
    [PathOption(IsSecretFile = true)]
    public string PasswordFile { get; init; } = "";

    public bool IsOn => Host != "";

    /// <exception cref="OptionsFailure">The password file cannot be used.</exception>
    public string? Secret() => SecretFile.Of(Password, PasswordFile, "Alerts:Smtp:PasswordFile");

    public IEnumerable<OptionProblem> Problems()
    {
        if (!IsOn)
            yield break;
        if (Port is < 1 or > 65535)
            yield return new("Alerts:Smtp:Port", $"{Port} is not a port.", "Use 587 (or 25 inside a plant).");
        if (!MailAddress.TryCreate(From, out _))
            yield return new("Alerts:Smtp:From", $"'{From}' is not a mail address.", "Name the sender.");
        if (To.Count == 0)
            yield return new("Alerts:Smtp:To", "has no address.", "Name at least one recipient.");
        foreach (var address in To.Where(a => !MailAddress.TryCreate(a, out _)))
            yield return new(
                "Alerts:Smtp:To",
                $"'{address}' is not a mail address.",
                "Write each as name@company.com."
            );
        if (User != "" && Password == "" && PasswordFile == "")
            yield return new(
                "Alerts:Smtp:Password",
                "is not set.",
                "Name a protected file in Alerts:Smtp:PasswordFile."
            );
        if (User != "" && !Tls)
            yield return new(
                "Alerts:Smtp:Tls",
                "is off, so the password would be sent over the network unencrypted.",
                "Leave it on, or use a server that asks for no password."
            );
    }
}
