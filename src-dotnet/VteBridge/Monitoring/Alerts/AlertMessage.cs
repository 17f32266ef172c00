using System.Text.Json;
using System.Text.Json.Serialization;

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

    /// <summary>One line, without characters that a chat would take for commands or mentions.</summary>
    public string Text =>
        Tame(
            Kind switch
            {
                AlertKind.Cleared =>
                    $"VteBridge on {Host}: cleared ({Rule.Name()}), raised since {Since:yyyy-MM-dd HH:mm} UTC.",
                AlertKind.Test => $"VteBridge on {Host}: this is a test ({Rule.Name()}). {What}",
                AlertKind.Reminder => $"VteBridge on {Host}: still, since {Since:yyyy-MM-dd HH:mm} UTC: {What} {Fix}",
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
