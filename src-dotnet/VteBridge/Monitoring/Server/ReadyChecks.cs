using Microsoft.Extensions.Diagnostics.HealthChecks;
using VteBridge.Configuration;
using VteBridge.Monitoring.Snapshots;

namespace VteBridge.Monitoring.Server;

/// <summary>
/// What `/health/ready` looks at: pure functions of a snapshot. VTE and destination are judged by the last cycle, because a
/// probe every few seconds that opened connections of its own would be the busiest client the database has.
/// </summary>
internal static class ReadyChecks
{
    public static readonly IReadOnlyList<(string Name, Func<Snapshot, BridgeOptions, HealthCheckResult> Check)> All =
    [
        ("vte", (now, _) => Vte(now)),
        ("destination", (now, _) => Destination(now)),
        ("cycle", Pass),
        ("disk", Disk),
        ("lag", Lag),
    ];

    public static HealthCheckResult Vte(Snapshot now) =>
        now.LastCycle is not { } last ? HealthCheckResult.Unhealthy("no cycle has ended yet")
        : last.VteAnswered ? HealthCheckResult.Healthy($"answered the cycle of {last.StartedAt:u}")
        : HealthCheckResult.Unhealthy(last.Trouble ?? "did not answer the last cycle");

    public static HealthCheckResult Destination(Snapshot now) =>
        now.Destination is not { } destination ? HealthCheckResult.Unhealthy("has not been looked at yet")
        : (destination.Full ?? destination.Trouble) is { } trouble ? HealthCheckResult.Unhealthy(trouble)
        : HealthCheckResult.Healthy($"{destination.Name}: {destination.Waiting} waiting");

    public static HealthCheckResult Pass(Snapshot now, BridgeOptions options) =>
        now.IsSilentFor(options.Alerts.NoCycle)
            ? HealthCheckResult.Unhealthy($"nothing has happened for {DurationText.Of(now.Silence)}")
            : HealthCheckResult.Healthy($"the last sign of life was {DurationText.Of(now.Silence)} ago");

    public static HealthCheckResult Disk(Snapshot now, BridgeOptions options)
    {
        var free = now.Disks.Min(d => d.FreeMegabytes);
        return free is null ? HealthCheckResult.Healthy("not known")
            : free < options.Delivery.MinFreeMegabytes ? HealthCheckResult.Unhealthy($"{free} MB free")
            : free < options.Alerts.MinFreeMegabytes ? HealthCheckResult.Degraded($"{free} MB free")
            : HealthCheckResult.Healthy($"{free} MB free");
    }

    public static HealthCheckResult Lag(Snapshot now, BridgeOptions options) =>
        now.Lag.Most is not { } lag ? HealthCheckResult.Degraded("not known yet")
        : lag > options.Alerts.Lag ? HealthCheckResult.Unhealthy(DurationText.Of(lag))
        : HealthCheckResult.Healthy(DurationText.Of(lag));
}
