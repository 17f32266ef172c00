using VteBridge.Health.Snapshots;

namespace VteBridge.Health;

/// <summary>A snapshot in rows for a terminal.</summary>
internal static class HealthRows
{
    public static IEnumerable<string[]> Of(Snapshot health)
    {
        yield return ["as of", $"{health.At:u}, by process {health.Program.ProcessId} on {health.Program.Host}"];
        yield return ["state", StatusLine.Of(health)];
        if (health.LastGoodPass is { } good)
            yield return ["last good pass", $"{good:u}"];
        if (health.FailedInARow > 0)
            yield return ["failed passes in a row", $"{health.FailedInARow}"];
        yield return ["lag", SpanText.Of(health.Lag.Most)];
        yield return ["runs per minute", $"{health.RunsPerMinute}"];
        if (health.ConfigurationRefused is { } refused)
            yield return ["configuration refused", refused];
        foreach (var alert in health.Alerts)
            yield return [$"alert {alert.Rule}", $"since {alert.Since:u}: {alert.What} {alert.Fix}"];
    }
}
