namespace VteBridge.Alerts;

/// <summary>Whether what the outlet says is that WATS refused who we are. The words are the sidecar's own, held to this by a test.</summary>
internal static class OutletCredentials
{
    public static bool AreRefused(string trouble) =>
        trouble.Contains("credentials", StringComparison.OrdinalIgnoreCase)
        || trouble.Contains("API token", StringComparison.OrdinalIgnoreCase);
}
