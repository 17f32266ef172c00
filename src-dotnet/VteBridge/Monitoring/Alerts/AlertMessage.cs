using System.Text.Json.Serialization;
using VteBridge.Configuration;

namespace VteBridge.Monitoring.Alerts;

/// <summary>One message about one alert.</summary>
internal sealed record AlertMessage(
    AlertKind Kind,
    AlertRule Rule,
    string What,
    string Fix,
    DateTimeOffset Since,
    DateTimeOffset At
)
{
    public string Host { get; init; } = Environment.MachineName;

    /// <summary>One line, without characters that a chat program would read as commands or mentions.</summary>
    public string Text =>
        Tame(
            Kind switch
            {
                AlertKind.Cleared =>
                    $"VteBridge on {Host}: cleared ({Rule.Name()}); it was raised at {Since:yyyy-MM-dd HH:mm} UTC.",
                AlertKind.Test => $"VteBridge on {Host}: this is a test ({Rule.Name()}). {What}",
                AlertKind.Reminder =>
                    $"VteBridge on {Host}: still active, since {Since:yyyy-MM-dd HH:mm} UTC: {What} {Fix}",
                _ => $"VteBridge on {Host}: {What} {Fix}",
            }
        );

    public string Title => Tame($"VteBridge on {Host}: {Rule.Name()} {Kind.ToString().ToLowerInvariant()}");

    private static string Tame(string text) =>
        TextSanitiser.OneLine(text.ReplaceLineEndings(" ")).Replace('<', '‹').Replace('>', '›').Replace("@", "@\u2060");
}

internal enum AlertKind
{
    Raised,
    Reminder,
    Cleared,
    Test,
}

/// <summary>What an alert is about. Messages and `health.json` have the names in kebab case.</summary>
[JsonConverter(typeof(AlertRuleConverter))]
internal enum AlertRule
{
    NoCycle,
    NeedsPerson,
    Lag,
    FailedCycles,
    DeadLetters,
    Incomplete,
    NightlyReconcile,
    DestinationCredentials,
    DestinationErrors,
    UnknownCodes,
    Disk,
    Configuration,
}

internal static class AlertRuleNames
{
    /// <summary>For example `no-cycle`.</summary>
    public static string Name(this AlertRule rule) => JsonNamingPolicy.KebabCaseLower.ConvertName(rule.ToString());
}

internal sealed class AlertRuleConverter() : JsonStringEnumConverter<AlertRule>(JsonNamingPolicy.KebabCaseLower);

/// <summary>An alert that is raised, and what has been sent about it.</summary>
/// <param name="SentAt">When a message was last sent; null if none could be sent yet.</param>
/// <param name="RetryAt">When to send again: after a failure, the message is repeated at growing intervals.</param>
/// <param name="Attempts">Number of failed attempts since the last message that was sent.</param>
internal sealed record ActiveAlert(
    AlertRule Rule,
    DateTimeOffset Since,
    string What,
    string Fix,
    DateTimeOffset? SentAt = null,
    DateTimeOffset? RetryAt = null,
    int Attempts = 0
)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>The channels that did not accept the last message, although others did.</summary>
    public IReadOnlyList<string> Missed { get; init; } = [];

    /// <param name="missed">The channels that did not accept the message. If no channel is configured, there is nobody to alert,
    /// and the message counts as sent.</param>
    public ActiveAlert After(DateTimeOffset at, bool isTaken, IReadOnlyList<string> missed) =>
        missed.Count == 0 ? Sent(at)
        : isTaken ? NotSent(at) with { SentAt = at, Missed = missed }
        : NotSent(at);

    public ActiveAlert Sent(DateTimeOffset at) => this with { SentAt = at, RetryAt = null, Attempts = 0, Missed = [] };

    public ActiveAlert NotSent(DateTimeOffset at)
    {
        var wait = TimeSpan.FromMinutes(Math.Pow(2, Math.Min(Attempts, 10)));
        return this with { RetryAt = at + (wait < LongestWait ? wait : LongestWait), Attempts = Attempts + 1 };
    }

    /// <summary>The raised alerts after the rules were evaluated, and the messages that are due. Does no I/O.</summary>
    public static (IReadOnlyList<ActiveAlert> Active, IReadOnlyList<AlertMessage> Messages) Update(
        IReadOnlyList<ActiveAlert> before,
        IReadOnlyList<RuleResult> results,
        AlertOptions options,
        DateTimeOffset now
    )
    {
        var active = new List<ActiveAlert>();
        var messages = new List<AlertMessage>();
        foreach (var result in results)
        {
            var alert = before.FirstOrDefault(a => a.Rule == result.Rule);
            if (alert is null && !result.IsRaised)
                continue;
            if (alert is not null && result.IsClear)
            {
                // An alert that was never sent needs no message that it is cleared.
                if (alert.SentAt is not null)
                    messages.Add(alert.Message(AlertKind.Cleared, now));
                continue;
            }
            alert ??= new ActiveAlert(result.Rule, now, "", "");
            alert = alert with { What = result.What, Fix = result.Fix };
            active.Add(alert);
            if (alert.IsDue(options, now))
                messages.Add(alert.Message(alert.SentAt is null ? AlertKind.Raised : AlertKind.Reminder, now));
        }
        return (active, messages);
    }

    /// <summary>Whether a message about it must be sent now: for the first time, again after a failure, or as a reminder.</summary>
    public bool IsDue(AlertOptions options, DateTimeOffset now) =>
        RetryAt is { } retryAt
            // A time later than any wait was recorded while the clock was wrong.
            ? now >= retryAt || retryAt - now > LongestWait
            : SentAt is not { } sent || (options.RemindEvery > TimeSpan.Zero && now - sent >= options.RemindEvery);

    public AlertMessage Message(AlertKind kind, DateTimeOffset now) => new(kind, Rule, What, Fix, Since, now);
}
