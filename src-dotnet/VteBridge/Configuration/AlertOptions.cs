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

    /// <summary>How often an alert that stays is repeated; `0` never.</summary>
    public TimeSpan RemindEvery { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How long one webhook call or one mail may take.</summary>
    public TimeSpan SendTimeout { get; init; } = TimeSpan.FromSeconds(15);

    public WebhookOptions Webhook { get; init; } = new();

    public SmtpOptions Smtp { get; init; } = new();

    public IEnumerable<OptionProblem> Problems() =>
        [
            .. OptionRange.Of("Alerts:NoCycle", NoCycle, OptionRange.Second, OptionRange.Year),
            .. OptionRange.Of("Alerts:Lag", Lag, OptionRange.Second, OptionRange.Year),
            .. OptionRange.Of("Alerts:FailedCycles", FailedCycles, 1, int.MaxValue),
            .. OptionRange.Of("Alerts:DeadLetters", DeadLetters, 1, int.MaxValue),
            .. OptionRange.Of("Alerts:MinFreeMegabytes", MinFreeMegabytes, 0, long.MaxValue),
            .. OptionRange.Of("Alerts:RemindEvery", RemindEvery, TimeSpan.Zero, OptionRange.Year),
            .. OptionRange.Of("Alerts:SendTimeout", SendTimeout, OptionRange.Second, TimeSpan.FromMinutes(5)),
            .. Webhook.Problems(),
            .. Smtp.Problems(),
        ];
}
