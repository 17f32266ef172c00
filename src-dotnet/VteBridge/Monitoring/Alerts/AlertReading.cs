namespace VteBridge.Monitoring.Alerts;

/// <summary>What one rule sees in one snapshot.</summary>
/// <param name="IsRaised">The limit is passed.</param>
/// <param name="IsClear">It is well clear of the limit. With neither, what stands keeps standing and what does not stays down.</param>
internal sealed record AlertReading(string Rule, bool IsRaised, bool IsClear, string What, string Fix);
