namespace VteBridge.Monitoring.Snapshots;

/// <summary>The most that the lag was within the five minutes from here.</summary>
internal sealed record LagSample(DateTimeOffset From, double Seconds);
