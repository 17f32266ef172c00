namespace VteBridge.Alerts;

/// <summary>The names of the rules, as they appear in messages and in `alerts.json`.</summary>
internal static class AlertRule
{
    public const string NoPass = "no-pass";
    public const string Lag = "lag";
    public const string FailedPasses = "failed-passes";
    public const string DeadLetters = "dead-letters";
    public const string Credentials = "outlet-credentials";
    public const string UnknownCodes = "unknown-codes";
    public const string Disk = "disk";
    public const string Configuration = "configuration";
}
