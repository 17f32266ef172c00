using System.Text.Json;
using System.Text.Json.Serialization;

namespace VteBridge.Monitoring.Alerts;

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
