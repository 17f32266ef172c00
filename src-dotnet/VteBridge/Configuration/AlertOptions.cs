namespace VteBridge.Configuration;

/// <summary>Section `Alerts`: when somebody is told, and by which way. Without a webhook and a mail server nobody is.</summary>
internal sealed record AlertOptions
{
    /// <summary>Raised when no cycle has ended, or got on, for this long.</summary>
    public TimeSpan NoCycle { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Raised when the oldest run that is not delivered has waited for longer than this; cleared at half of it.</summary>
    public TimeSpan Lag { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Raised when this many cycles in a row have failed; cleared by a good one.</summary>
    public int FailedCycles { get; init; } = 3;

    /// <summary>Raised when this many dead letters have come up within a day.</summary>
    public int DeadLetters { get; init; } = 10;

    /// <summary>Raised when the disk of the state or destination folder has less than this free; cleared at a quarter more.</summary>
    public long MinFreeMegabytes { get; init; } = 1000;

    /// <summary>How often an alert that stays is repeated; 00:00:00 never.</summary>
    public TimeSpan RemindEvery { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How long one webhook call or one mail may take.</summary>
    public TimeSpan SendTimeout { get; init; } = TimeSpan.FromSeconds(15);

    public WebhookOptions Webhook { get; init; } = new();

    public SmtpOptions Smtp { get; init; } = new();

    public IEnumerable<OptionProblem> Problems()
    {
        foreach (var (key, value) in new[] { ("NoCycle", NoCycle), ("Lag", Lag), ("SendTimeout", SendTimeout) })
            if (value < TimeSpan.FromSeconds(1))
                yield return new("Alerts:" + key, $"{value} is too short.", "Write it as hh:mm:ss, 00:00:01 or more.");
        if (SendTimeout > TimeSpan.FromMinutes(5))
            yield return new("Alerts:SendTimeout", $"{SendTimeout} is too long.", "Use 00:05:00 or less.");
        if (RemindEvery < TimeSpan.Zero)
            yield return new("Alerts:RemindEvery", "cannot be negative.", "Use 00:00:00 for no reminders.");
        foreach (var (key, value) in new[] { ("FailedCycles", FailedCycles), ("DeadLetters", DeadLetters) })
            if (value < 1)
                yield return new("Alerts:" + key, $"{value} would always be raised.", "Use 1 or more.");
        if (MinFreeMegabytes < 0)
            yield return new("Alerts:MinFreeMegabytes", "cannot be negative.", "Use 0 or more.");
        foreach (var problem in Webhook.Problems().Concat(Smtp.Problems()))
            yield return problem;
    }
}
