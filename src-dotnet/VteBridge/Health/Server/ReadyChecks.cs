using Microsoft.Extensions.Diagnostics.HealthChecks;
using VteBridge.Health.Snapshots;
using VteBridge.Options;

namespace VteBridge.Health.Server;

/// <summary>
/// What `/health/ready` looks at: pure functions of a snapshot. VTE and outlet are judged by the last pass, because a
/// probe every few seconds that opened connections of its own would be the busiest client the database has.
/// </summary>
internal static class ReadyChecks
{
    public static readonly IReadOnlyList<(string Name, Func<Snapshot, BridgeOptions, HealthCheckResult> Check)> All =
    [
        ("vte", (now, _) => Vte(now)),
        ("outlet", (now, _) => Outlet(now)),
        ("pass", Pass),
        ("disk", Disk),
        ("lag", Lag),
    ];

    public static HealthCheckResult Vte(Snapshot now) =>
        now.LastPass is not { } last ? HealthCheckResult.Unhealthy("no pass has ended yet")
        : last.VteAnswered ? HealthCheckResult.Healthy($"answered the pass of {last.StartedAt:u}")
        : HealthCheckResult.Unhealthy(last.Trouble ?? "did not answer the last pass");

    public static HealthCheckResult Outlet(Snapshot now) =>
        now.Outlet is not { } outlet ? HealthCheckResult.Unhealthy("has not been looked at yet")
        : (outlet.Full ?? outlet.Trouble) is { } trouble ? HealthCheckResult.Unhealthy(trouble)
        : HealthCheckResult.Healthy($"{outlet.Name}: {outlet.Waiting} waiting");

    public static HealthCheckResult Pass(Snapshot now, BridgeOptions options) =>
        now.IsSilentFor(options.Alerts.NoPass)
            ? HealthCheckResult.Unhealthy($"nothing has happened for {SpanText.Of(now.Silence)}")
            : HealthCheckResult.Healthy($"the last sign of life was {SpanText.Of(now.Silence)} ago");

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
        : lag > options.Alerts.Lag ? HealthCheckResult.Unhealthy(SpanText.Of(lag))
        : HealthCheckResult.Healthy(SpanText.Of(lag));
}
