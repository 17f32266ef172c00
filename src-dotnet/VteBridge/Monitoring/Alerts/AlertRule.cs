using VteBridge.Monitoring.Snapshots;
using VteBridge.State;

namespace VteBridge.Monitoring.Alerts;

/// <summary>The names of the rules, as they appear in messages and in `alerts.json`.</summary>
internal static class AlertRule
{
    public const string NoCycle = "no-cycle";
    public const string Lag = "lag";
    public const string FailedCycles = "failed-cycles";
    public const string DeadLetters = "dead-letters";
    public const string Credentials = "destination-credentials";
    public const string UnknownCodes = "unknown-codes";
    public const string Disk = "disk";
    public const string Configuration = "configuration";
}
