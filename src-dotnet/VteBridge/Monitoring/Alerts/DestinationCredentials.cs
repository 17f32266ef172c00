namespace VteBridge.Monitoring.Alerts;

/// <summary>Whether what the destination says is that WATS refused who we are. The words are the sidecar's own, held to this by a test.</summary>
internal static class DestinationCredentials
{
    public static bool AreRefused(string trouble) =>
        trouble.Contains("credentials", StringComparison.OrdinalIgnoreCase)
        || trouble.Contains("API token", StringComparison.OrdinalIgnoreCase);
}
