namespace VteBridge.Monitoring.Snapshots;

/// <summary>
/// How long the oldest run that is not delivered has waited at the most. Reading: in VTE, since the moment up to which
/// everything is settled. Queue: as a report in the destination's folder. Null where it is not known or nothing waits.
/// </summary>
internal sealed record Lag(TimeSpan? Reading, TimeSpan? Queue)
{
    public TimeSpan? Most => Reading is { } r && Queue is { } q ? (r > q ? r : q) : Reading ?? Queue;
}
