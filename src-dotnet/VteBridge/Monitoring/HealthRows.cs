using VteBridge.Monitoring.Snapshots;

namespace VteBridge.Monitoring;

/// <summary>A snapshot in rows for a terminal.</summary>
internal static class HealthRows
{
    public static IEnumerable<string[]> Of(Snapshot health)
    {
        yield return ["as of", $"{health.At:u}, by process {health.Program.ProcessId} on {health.Program.Host}"];
        yield return ["state", StatusLine.Of(health)];
        if (health.LastGoodCycle is { } good)
            yield return ["last good cycle", $"{good:u}"];
        if (health.FailedInARow > 0)
            yield return ["failed cycles in a row", $"{health.FailedInARow}"];
        yield return ["lag", DurationText.Of(health.Lag.Most)];
        yield return ["runs per minute", $"{health.RunsPerMinute}"];
        if (health.ConfigurationRefused is { } refused)
            yield return ["configuration refused", refused];
        foreach (var alert in health.Alerts)
            yield return [$"alert {alert.Rule}", $"since {alert.Since:u}: {alert.What} {alert.Fix}"];
    }
}
