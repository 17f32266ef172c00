using System.Net.Mail;

namespace VteBridge.Configuration;

/// <summary>Section `Alerts:Smtp`: a mail server that alerts are sent through.</summary>
internal sealed record SmtpOptions
{
    /// <summary>Name of the mail server. Empty: no mails.</summary>
    public string Host { get; init; } = "";

    /// <summary>587 where senders sign in, 25 between the servers of a plant.</summary>
    public int Port { get; init; } = 587;

    /// <summary>Whether the connection must be encrypted (STARTTLS). Without it, neither mail nor password is sent.</summary>
    public bool Tls { get; init; } = true;

    /// <summary>The sender's address.</summary>
    public string From { get; init; } = "";

    /// <summary>The receivers' addresses.</summary>
    public IReadOnlyList<string> To { get; init; } = [];

    /// <summary>User name at the mail server. Empty: none is asked for.</summary>
    public string User { get; init; } = "";

    /// <summary>Belongs into the environment or a protected file.</summary>
    [Secret]
    public string Password { get; init; } = "";

    /// <summary>A file that holds the password and that only this account can read. Used when Password is empty.</summary>
    [PathOption(IsSecretFile = true)]
    public string PasswordFile { get; init; } = "";

    public bool IsOn => Host != "";

    /// <exception cref="OptionsFailure">The file cannot be used.</exception>
    public string? Secret() => SecretFile.Of(Password, PasswordFile, "Alerts:Smtp:PasswordFile");

    public IEnumerable<OptionProblem> Problems()
    {
        if (!IsOn)
            yield break;
        if (Port is < 1 or > 65535)
            yield return new("Alerts:Smtp:Port", $"{Port} is no port.", "Use 587 (or 25 inside a plant).");
        if (!MailAddress.TryCreate(From, out _))
            yield return new("Alerts:Smtp:From", $"'{From}' is no mail address.", "Name the sender.");
        if (To.Count == 0)
            yield return new("Alerts:Smtp:To", "names nobody.", "Name at least one receiver.");
        foreach (var address in To.Where(a => !MailAddress.TryCreate(a, out _)))
            yield return new("Alerts:Smtp:To", $"'{address}' is no mail address.", "Write each as name@company.com.");
        if (User != "" && Password == "" && PasswordFile == "")
            yield return new(
                "Alerts:Smtp:Password",
                "is not set.",
                "Name a protected file in Alerts:Smtp:PasswordFile."
            );
        if (User != "" && !Tls)
            yield return new(
                "Alerts:Smtp:Tls",
                "is off, and the password would cross the network readable.",
                "Leave it on, or use a server that asks for no password."
            );
    }
}
