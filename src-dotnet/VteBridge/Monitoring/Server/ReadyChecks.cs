using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using VteBridge.Configuration;

namespace VteBridge.Monitoring.Server;

/// <summary>
/// The checks of `/health/ready`: pure functions of a snapshot. VTE and WATS are judged by the last cycle: a probe that
/// opened connections every few seconds would be the busiest client of the database.
/// </summary>
internal static class ReadyChecks
{
    public static readonly IReadOnlyList<(string Name, Func<Snapshot, BridgeOptions, HealthCheckResult> Check)> All =
    [
        ("vte", (now, _) => Vte(now)),
        ("wats", Wats),
        ("destination", (now, _) => Destination(now)),
        ("cycle", Cycle),
        ("dead-letters", (now, _) => DeadLetters(now)),
        ("census", (now, _) => Census(now)),
        ("disk", Disk),
        ("lag", Lag),
    ];

    /// <summary>`{"status": "Unhealthy", "checks": [{"name": "vte", "status": "Unhealthy", "says": "…"}]}`.</summary>
    /// <param name="isOpen">Whether the client may read the descriptions of the checks.</param>
    public static Task WriteAsync(HttpContext context, HealthReport report, bool isOpen) =>
        context.Response.WriteAsJsonAsync(
            new Dictionary<string, object>
            {
                ["status"] = report.Status.ToString(),
                ["checks"] = report.Entries.Select(check => new Dictionary<string, string?>([
                    new("name", check.Key),
                    new("status", check.Value.Status.ToString()),
                    .. isOpen ? new KeyValuePair<string, string?>[] { new("says", check.Value.Description) } : [],
                ])),
            },
            context.RequestAborted
        );

    private static HealthCheckResult Vte(Snapshot now) =>
        now.LastCycle is not { } last ? HealthCheckResult.Unhealthy("no cycle has ended yet")
        : last.VteAnswered ? HealthCheckResult.Healthy($"answered the cycle of {last.StartedAt:u}")
        : HealthCheckResult.Unhealthy(last.Trouble ?? "did not answer the last cycle");

    private static HealthCheckResult Wats(Snapshot now, BridgeOptions options) =>
        !DestinationNames.HasOwnQueue(options.Delivery.Destination)
            ? HealthCheckResult.Healthy(
                $"not checked: the destination '{options.Delivery.Destination}' does not report what WATS accepted"
            )
        : now.Destination is null ? HealthCheckResult.Unhealthy("not known yet")
        : now.Destination.Trouble is { } trouble ? HealthCheckResult.Unhealthy(trouble)
        : HealthCheckResult.Healthy("accepted every report of the last cycle");

    private static HealthCheckResult Destination(Snapshot now) =>
        now.Destination is not { } destination ? HealthCheckResult.Unhealthy("not known yet")
        : (destination.Full ?? destination.Trouble) is { } trouble ? HealthCheckResult.Unhealthy(trouble)
        : destination.Errors > 0
            ? HealthCheckResult.Degraded($"{destination.Name}: {destination.Errors} reports in error")
        : HealthCheckResult.Healthy($"{destination.Name}: {destination.Waiting} waiting");

    private static HealthCheckResult Cycle(Snapshot now, BridgeOptions options) =>
        now.IsSilentFor(options.Alerts.NoCycle)
            ? HealthCheckResult.Unhealthy($"no progress for {DurationText.Of(now.Silence)}")
        : now.LastCycle is { NeedsPerson: true } last ? HealthCheckResult.Unhealthy(last.Trouble)
        : HealthCheckResult.Healthy($"the last progress was {DurationText.Of(now.Silence)} ago");

    private static HealthCheckResult DeadLetters(Snapshot now) =>
        now.DeadLetters.Count == 0
            ? HealthCheckResult.Healthy("none")
            : HealthCheckResult.Degraded($"{now.DeadLetters.Count} need attention");

    private static HealthCheckResult Census(Snapshot now) =>
        now.Incomplete.Count == 0
            ? HealthCheckResult.Healthy("no difference")
            : HealthCheckResult.Degraded(string.Join(' ', now.Incomplete.Take(3)));

    private static HealthCheckResult Disk(Snapshot now, BridgeOptions options)
    {
        var free = now.Disks.Min(d => d.FreeMegabytes);
        return free is null ? HealthCheckResult.Healthy("not known")
            : free < options.Delivery.MinFreeMegabytes ? HealthCheckResult.Unhealthy($"{free} MB free")
            : free < options.Alerts.MinFreeMegabytes ? HealthCheckResult.Degraded($"{free} MB free")
            : HealthCheckResult.Healthy($"{free} MB free");
    }

    private static HealthCheckResult Lag(Snapshot now, BridgeOptions options) =>
        now.Lag.Most is not { } lag ? HealthCheckResult.Degraded("not known yet")
        : lag > options.Alerts.Lag ? HealthCheckResult.Unhealthy(DurationText.Of(lag))
        : HealthCheckResult.Healthy(DurationText.Of(lag));
}
